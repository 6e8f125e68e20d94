/** Where something is looked up by a name: in which index of all files. */
export type QuestionKind =
  | "call"
  | "class"
  | "constant"
  | "function"
  | "key"
  /** A literal that a call begins with. */
  | "literal"
  | "shell"
  /** The name in lower case, letters and digits only. */
  | "setting"
  /** A module's name, as the asking file spells it. */
  | "module"
  /** All files of a folder, which ends in a slash. */
  | "folder"
  /** All files whose paths end so. */
  | "path";

/** Something that was looked up in all files: one that is not parsed might know more. */
export interface Question {
  readonly kind: QuestionKind;
  readonly name: string;
  /** The file that asks, for a module. */
  readonly from?: string;
  /** A few more answers are as good as all: then there are too many for any to be meant. */
  readonly few?: true;
}

/** Told of what is looked up in all files. */
export interface Asked {
  /** Notes a question. */
  readonly ask: (question: Question) => void;
  /** Runs something that only makes the finding in a file tell more. */
  readonly about: (path: string, run: () => void) => void;
  /** Runs something whose result is remembered, and gives a function that asks again what it asked. */
  readonly record: <T>(run: () => T) => { readonly result: T; readonly again: () => void };
}

/** Where all files are parsed, nobody needs to know. */
export const UNASKED: Asked = {
  ask: () => {},
  about: (_, run) => run(),
  record: (run) => ({ result: run(), again: () => {} }),
};

/** Collects what is looked up, each question once. */
export class Questions implements Asked {
  /** By file whose finding the answers only tell more of; `""` for what decides which findings there are. */
  readonly #asked = new Map<string, Map<string, Question>>();
  #about = "";
  /** Questions of what is being run, see {@link record}. */
  #recorded: Question[] | undefined;

  /** Notes a question. */
  ask(question: Question): void {
    this.#recorded?.push(question);
    let asked = this.#asked.get(this.#about);
    if (!asked) {
      asked = new Map();
      this.#asked.set(this.#about, asked);
    }
    const { kind, name, from = "" } = question;
    asked.set(`${kind}\0${name}\0${from}`, question);
  }

  /** Runs something that only makes the finding in a file tell more. */
  about(path: string, run: () => void): void {
    this.#about = path;
    try {
      run();
    } finally {
      this.#about = "";
    }
  }

  /** Runs something whose result is remembered, and gives a function that asks again what it asked. */
  record<T>(run: () => T): { readonly result: T; readonly again: () => void } {
    const outer = this.#recorded;
    const own: Question[] = [];
    this.#recorded = own;
    try {
      const result = run();
      const unique = [...new Set(own)];
      return {
        result,
        again: () => {
          for (const question of unique) this.ask(question);
        },
      };
    } finally {
      this.#recorded = outer;
      outer?.push(...own);
    }
  }

  /** What decides which findings there are, and what the findings of some files tell. */
  all(told: (path: string) => boolean): Question[] {
    return [...this.#asked].flatMap(([path, asked]) =>
      path === "" || told(path) ? [...asked.values()] : [],
    );
  }
}
