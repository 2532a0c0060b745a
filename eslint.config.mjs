import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Files whose business is the outside world: the only ones that may read the environment. */
const READS_ENVIRONMENT = ["stacks/**", "cli/**", "sandbox/**", "test/**", "vitest.config.ts"];

export default defineConfig(
  globalIgnores(["node_modules/", ".sandbox/", "**/*.mjs", "**/*.js"]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 4],
      eqeqeq: "error",
      "no-console": "error",
      // Numbers and booleans print the same everywhere; objects and Outputs do not.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      // Pulumi registers resources by constructing them.
      "no-new": "off",
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.property.name='apply'] NewExpression",
          message:
            "a resource made inside apply() is missing from previews and plans; decide it from plain values",
        },
        {
          selector: "CallExpression[callee.property.name='apply'] CallExpression[callee.name='expect']",
          message: "an expectation inside apply() may never run; use the recorder",
        },
        { selector: "ExportDefaultDeclaration", message: "export by name" },
        { selector: "TSEnumDeclaration", message: "use a union of literals" },
      ],
    },
  },
  {
    ignores: READS_ENVIRONMENT,
    files: ["**/*.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        {
          object: "process",
          property: "env",
          message: "only stacks/ and the command line read the environment",
        },
      ],
    },
  },
  {
    files: ["test/**"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
  { files: ["cli/**", "sandbox/**", "test/**"], rules: { "no-console": "off" } },
  { files: ["*.config.ts", "*.config.mjs"], rules: { "no-restricted-syntax": "off" } },
);
