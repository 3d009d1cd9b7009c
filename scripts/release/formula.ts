import type { ReleasedFile } from "./checksums.ts";

/** What a Homebrew formula names. */
export interface FormulaFacts {
  readonly version: string;
  /** Where the files of the release are. */
  readonly url: string;
  /** Where the project is. */
  readonly homepage: string;
  readonly files: readonly ReleasedFile[];
}

/** The Homebrew formula of a release: its executables for macOS and Linux, and the shells' completions. */
export function formula({ version, url, homepage, files }: FormulaFacts): string {
  const source = (name: string) => {
    const file = files.find((candidate) => candidate.name === name);
    if (file === undefined) throw new Error(`The release has no ${name}`);
    return `      url "${url}/${name}"\n      sha256 "${file.checksum}"`;
  };
  return `class Retort < Formula
  desc "Database migrations, SQL first: SQLite, PostgreSQL, MariaDB and MySQL"
  homepage "${homepage}"
  version "${version}"
  license "MIT"

  on_macos do
    on_arm do
${source("retort-macos-arm64")}
    end
    on_intel do
${source("retort-macos-amd64")}
    end
  end

  on_linux do
    on_arm do
${source("retort-linux-arm64")}
    end
    on_intel do
${source("retort-linux-amd64")}
    end
  end

  def install
    bin.install Dir["retort-*"].first => "retort"
    generate_completions_from_executable(bin/"retort", "completions", shells: [:bash, :zsh, :fish])
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/retort --version")
    (testpath/"migrations/1.sql").write <<~SQL
      -- first
      -- revision: 000000000001

      -- migrate:up
      CREATE TABLE thing (id INTEGER PRIMARY KEY);
    SQL
    system bin/"retort", "--url", "sqlite:test.db", "upgrade"
    assert_match "000000000001", shell_output("#{bin}/retort --url sqlite:test.db current")
  end
end
`;
}
