/** What the column of IDs is called in every table that is downloaded. */
export const idColumn = 'customer_id';
