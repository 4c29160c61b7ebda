/** As `Object.keys(of).length` for what came from JSON, without making a list of names: it is asked for every sensor. */
export function countMembers(of: object): number {
  let count = 0;
  for (const _ in of) count += 1;
  return count;
}
