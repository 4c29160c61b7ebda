// `npm run build`: bundles the server, its archive worker and the app into dist/.

import { buildAll } from "./build/build-all.ts";

await buildAll({ report: console.log });
