/** What `--help` prints. */
export const USAGE = `Grantscope checks the files in which teams write down who may do what.

usage: grantscope COMMAND [OPTION…]

  check [PATH…]        findings for files and folders (default: this folder)
    --format FORMAT    pretty, compact or json (default: pretty)
    --fail-on LEVEL    error, warning, information, hint or never (default: error)
    --fix              make the safe fixes
    --dry-run          with --fix: show the changes and make none
    --stdin            read one file from standard input
    --stdin-filename NAME
    --inventory PATH   where lists of scopes, keys and permissions stand (default: the checked paths)
    --config FILE      the configuration (default: the nearest grantscope.json)
    --quiet            errors only
    --no-color
  role NAME-OR-GUID    a role, by its name, its id or a name it had
    --inventory PATH   where custom roles are defined
    --format FORMAT    pretty or json
  least-privilege OPERATION…
                       the roles that grant all of the operations, those that grant least beyond them first
    --control, --data  which plane is meant, of names and wildcards that are in both
    --inventory PATH   where custom roles are defined
    --limit NUMBER     how many roles are shown (default: 10)
    --format FORMAT    pretty or json
  can PRINCIPAL OPERATION RESOURCE
                       may the principal do the operation on the resource, and why
    --attribute NAME=VALUE
                       the value of an attribute that a condition asks for
    --without ID       as if a role assignment were not there
    --with FILE        as if a file were there as well
  who-can OPERATION RESOURCE
                       every known principal that may, and why
    --control, --data  which plane is meant, of an operation that is in both
  what-can PRINCIPAL   every scope where the principal holds something, and what
    --inventory PATH   where the facts stand (default: this folder)
    --format FORMAT    pretty or json
  test [PATH…]         runs access tests, in files *.access.yaml (default: this folder)
    --inventory PATH   where the facts stand (default: what each file names, or this folder)
    --format FORMAT    pretty or json
  sign-in SAML.xml     plays the federation: which roles are assumed, what fails, which header comes back
  sign-in --user LOGIN the same for a user of the inventory, with what Okta would send
    --inventory PATH   where roles, providers, users and attributes stand (default: this folder)
    --format FORMAT    pretty or json
  migrate VAULT.json   the role assignments that replace the access policies of a vault, as commands
    --format FORMAT    pretty or json
  rules                the rules (--format pretty or json)
  explain RULE         the page of one rule
  lsp                  the language server, over standard input and output

exit codes: 0 nothing at or above --fail-on, or allowed; 1 findings, denied, not found, or a failed test; 2 the command could not do its
work; 3 undetermined`;
