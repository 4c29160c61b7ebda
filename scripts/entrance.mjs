// What stands before everything else, in JavaScript that also an old Node reads: whether this Node can run Davy, and whether all of
// Davy is here. Else the newcomer reads a page of code and what the compiler thinks of it.

/** The oldest Node that runs it: major, minor. */
const OLDEST = [20, 19];

/** What is wrong with a version of Node such as "18.20.8", and what to do; undefined where it will do. */
export function complaintOf(version, path) {
  const [major, minor] = version.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return `Davy needs Node.js ${OLDEST.join(".")} or later, and this is ${version} (${path}). Install a newer one, 22 or 24: https://nodejs.org`;
}

/** Ends the process with a sentence where this Node is too old. */
export function refuseOldNode() {
  const complaint = complaintOf(process.versions.node, process.execPath);
  if (complaint === undefined) return;
  console.error(complaint);
  process.exit(1);
}

/** Whether an error tells of files that are missing or cut off. Other syntax errors, of data, do not begin with a file. */
function isOfFiles({ code, name, stack }) {
  return code === "ERR_MODULE_NOT_FOUND" || (name === "SyntaxError" && /^file:/.test(stack));
}

/** Loads what a release consists of; ends with a sentence where that cannot be. */
export async function enter(load) {
  refuseOldNode();
  try {
    await load();
  } catch (error) {
    if (!isOfFiles(error)) throw error;
    console.error(
      `This Davy is not whole: ${error.message}\nUnpack it anew, all of it, into an empty folder.`,
    );
    process.exit(1);
  }
}
