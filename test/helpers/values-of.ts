import { PATHS } from "../../shared/wire/api.ts";

/** The first value of each reading that a server has, in the order of the log. */
export async function valuesOf({ url }: { readonly url: string }): Promise<number[]> {
  const answer = await fetch(`${url}${PATHS.dataFromTimestamp}?system_time=0`);
  return ((await answer.json()) as { sensors: { val: number }[] }[]).map(
    ({ sensors }) => sensors[0]?.val ?? -1,
  );
}
