declare module 'asl-validator' {
  interface ValidationReport {
    readonly isValid: boolean;
    readonly errorsText: (separator?: string) => string;
  }

  export default function validate(definition: unknown): ValidationReport;
}
