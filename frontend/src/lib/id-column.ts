/** The header of the ID column in every downloaded table. */
export const idColumn = 'customer_id';
