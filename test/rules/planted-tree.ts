import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repository } from './run.js';

/** A small repository with the real configuration, in which violations are planted; gone when disposed of. */
export class PlantedTree implements AsyncDisposable {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** `files` maps a path to its text. */
  static async create(files: Readonly<Record<string, string>>): Promise<PlantedTree> {
    const root = await mkdtemp(join(tmpdir(), 'planted-'));
    for (const name of ['.config', 'package.json', 'tsconfig.json']) {
      await cp(join(repository, name), join(root, name), { recursive: true });
    }
    await symlink(join(repository, 'node_modules'), join(root, 'node_modules'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return new PlantedTree(root);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}
