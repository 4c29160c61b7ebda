/** Domains that nobody on the internet can have names under (RFC 6761, 6762, 8375; ICANN for `internal`; `lan` by custom). */
export const LOCAL_DOMAINS: readonly string[] = ["local", "lan", "home.arpa", "internal", "localhost"];
