/** Patterns of secrets by checkov rule. The two entropy-based rules are not implemented. */
const patterns: Readonly<Record<string, RegExp>> = {
  CKV_SECRET_1: /(?:\s|=|:|"|^)(?:AKC[a-zA-Z0-9]{10,}|AP[\dABCDEF][a-zA-Z0-9]{8,})(?:\s|"|$)/,
  CKV_SECRET_2: /\b(?:A3T[A-Z0-9]|ABIA|ACCA|AKIA|ASIA)[A-Z0-9]{16}\b/,
  CKV_SECRET_3: /AccountKey=[a-zA-Z0-9+/=]{88}/,
  CKV_SECRET_4: /:\/\/[^\s:/?#@'"`]{1,64}:[^\s:/?#@'"`$]{1,64}@[a-z0-9]/i,
  CKV_SECRET_5: /cloudant[^\n]{0,40}['"][0-9a-f]{64}['"]/i,
  CKV_SECRET_7: /(?:ibm|bx)[_-]?(?:cloud|iam)[^\n]{0,40}['"][a-zA-Z0-9_-]{44}['"]/i,
  CKV_SECRET_8: /cos[^\n]{0,40}hmac[^\n]{0,40}['"][0-9a-f]{48}['"]/i,
  CKV_SECRET_9: /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}/,
  CKV_SECRET_11: /\b[0-9a-z]{32}-us[0-9]{1,2}\b/,
  CKV_SECRET_12: /\/:_authToken=\s*(?:npm_\S+|[A-Fa-f0-9-]{36})/,
  CKV_SECRET_13: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----/,
  CKV_SECRET_14: /\bxox[a-z]-(?:\d+-)+[a-z0-9]+|hooks\.slack\.com\/services\/T\w+\/B\w+\/\w+/i,
  CKV_SECRET_15: /softlayer[^\n]{0,40}['"][a-z0-9]{64}['"]/i,
  CKV_SECRET_16: /\bsq0csp-[0-9A-Za-z_-]{43}\b/,
  CKV_SECRET_17: /\b[rs]k_live_[0-9a-zA-Z]{24}/,
  CKV_SECRET_18: /\bSK[a-z0-9]{32}\b|\bAC[a-z0-9]{32}\b/,
};

export const secretRuleIds = Object.keys(patterns);

/** The first rule that finds a secret in the text. */
export function secretIn(text: string): string | undefined {
  return secretRuleIds.find((id) => patterns[id]?.test(text));
}

export const looksLike = (id: string, text: string): boolean => patterns[id]?.test(text) ?? false;
