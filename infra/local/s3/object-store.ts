import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssembledResource } from '../assembly/resolve-template.ts';

export type ChecksumName = 'crc32' | 'sha1' | 'sha256';

/** One version of an object. In a bucket without versions it is the only one, and its id is `null`. */
export type ObjectVersion = {
  bucket: string;
  key: string;
  versionId: string;
  size: number;
  contentType: string;
  /** md5 in hexadecimal, as S3 has it for what was stored in one part. */
  etag: string;
  /** In base64: those that came with the object. */
  checksums: Partial<Record<ChecksumName, string>>;
  metadata: Record<string, string>;
  lastModified: string;
};

type NewObject = { bytes: Buffer } & Partial<Pick<ObjectVersion, 'contentType' | 'checksums' | 'metadata'>>;

/** The objects of the stack's buckets, on disk; what is known of them is in memory. */
export type ObjectStore = {
  isVersioned(bucket: string): boolean | undefined;
  put(bucket: string, key: string, object: NewObject): Promise<ObjectVersion>;
  /** The version named, or the newest one. */
  find(bucket: string, key: string, versionId?: string): ObjectVersion | undefined;
  read(version: ObjectVersion): Promise<Buffer>;
  /** Deletes one version for good, as an operator can. */
  remove(version: ObjectVersion): Promise<void>;
};

type Bucket = Pick<AssembledResource, 'type' | 'ref' | 'properties'>;

/** @param resources of the template: its buckets are the ones that there are */
export async function openObjectStore(directory: string, resources: readonly Bucket[]): Promise<ObjectStore> {
  await mkdir(directory, { recursive: true });
  const versioned = new Map(resources.filter(({ type }) => type === 'AWS::S3::Bucket').map(nameAndVersioning));
  let kept = await readKept(directory);
  let count = Math.max(0, ...kept.map(({ file }) => Number(file.slice(0, 9))));

  const remove = async (version: ObjectVersion) => {
    const gone = kept.filter((each) => isSame(each.version, version));
    kept = kept.filter((each) => !gone.includes(each));
    // What is known of it goes first: bytes alone are not an object.
    for (const { file } of gone) {
      await rm(join(directory, `${file}.json`), { force: true });
      await rm(join(directory, `${file}.bytes`), { force: true });
    }
  };

  return {
    isVersioned: (bucket) => versioned.get(bucket),
    async put(bucket, key, { bytes, ...told }) {
      const versionId = versioned.get(bucket) ? randomBytes(24).toString('base64url') : 'null';
      const version: ObjectVersion = {
        ...{ bucket, key, versionId, size: bytes.length, contentType: 'application/octet-stream' },
        ...{ checksums: {}, metadata: {}, ...told, etag: createHash('md5').update(bytes).digest('hex') },
        lastModified: new Date().toISOString(),
      };
      count += 1;
      const file = `${String(count).padStart(9, '0')}-${versionId}`;
      const before = kept.filter((each) => isSame(each.version, version));
      await writeFile(join(directory, `${file}.bytes`), bytes);
      await writeFile(join(directory, `${file}.new`), JSON.stringify(version, undefined, 2));
      await rename(join(directory, `${file}.new`), join(directory, `${file}.json`));
      for (const { version: replaced } of before) await remove(replaced);
      kept.push({ file, version });
      return version;
    },
    find: (bucket, key, versionId) =>
      kept.findLast(
        ({ version }) =>
          version.bucket === bucket &&
          version.key === key &&
          (versionId === undefined || version.versionId === versionId),
      )?.version,
    async read(version) {
      const found = kept.find((each) => isSame(each.version, version));
      if (!found) throw new Error(`There is no such version of ${version.bucket}/${version.key}.`);
      return readFile(join(directory, `${found.file}.bytes`));
    },
    remove,
  };
}

function nameAndVersioning({ ref, properties }: Bucket): [string, boolean] {
  const { Status } = (properties.VersioningConfiguration ?? {}) as { Status?: string };
  return [ref, Status === 'Enabled'];
}

function isSame(a: ObjectVersion, b: ObjectVersion): boolean {
  return a.bucket === b.bucket && a.key === b.key && a.versionId === b.versionId;
}

type Kept = { file: string; version: ObjectVersion };

async function readKept(directory: string): Promise<Kept[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.json')).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const version: ObjectVersion = JSON.parse(await readFile(join(directory, name), 'utf8'));
      return { file: name.replace(/\.json$/, ''), version };
    }),
  );
}
