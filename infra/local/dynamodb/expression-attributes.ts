type Names = Record<string, string>;

const WORDS = new Set(['AND', 'OR', 'NOT', 'BETWEEN', 'IN', 'SET', 'REMOVE', 'ADD', 'DELETE']);
/** A document path (its first name captured), with the bracket that would make it a function. */
const PATH = /([#:]?\w+)(?:\s*\.\s*#?\w+|\s*\[\s*\d+\s*\])*\s*(\()?/g;
const EQUALITY = /([#:]?\w+)\s*=\s*([#:]?\w+)/g;

/**
 * The top-level attributes that an expression names, as IAM's `dynamodb:Attributes` sees them.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function attributesOf(expression: string, names: Names): string[] {
  return [...expression.matchAll(PATH)].flatMap(([, head = '', bracket]) => {
    if (head.startsWith(':') || WORDS.has(head.toUpperCase())) return [];
    if (bracket) return [];
    return [nameOf(head, names)];
  });
}

/** The placeholders (`:agent`) that a key condition demands an attribute to equal. */
export function equalTo(attribute: string, keyCondition: string, names: Names): string[] {
  return [...keyCondition.matchAll(EQUALITY)].flatMap(([, left = '', right = '']) => {
    if (right.startsWith(':') && nameOf(left, names) === attribute) return [right];
    if (left.startsWith(':') && nameOf(right, names) === attribute) return [left];
    return [];
  });
}

function nameOf(head: string, names: Names): string {
  return head.startsWith('#') ? (names[head] ?? head) : head;
}
