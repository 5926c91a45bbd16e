// Plain JavaScript, since an old Node cannot read the TypeScript that follows.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Countersign needs Node 24 or newer, and this is ${process.version}: install Node 24 (https://nodejs.org) and run the command again. On Linux x64, npm brings it along when optional packages are not left out: run "npm ci".`,
  );
  process.exit(1);
}
