// The build inlines SVG files as text.
declare module "*.svg" {
  const source: string;
  // biome-ignore lint/style/noDefaultExport: the text loader of the build exports the file so.
  export default source;
}
