import { RemovalPolicy } from 'aws-cdk-lib';
import {
  type Attribute,
  BillingMode,
  StreamViewType,
  Table,
  TableEncryption,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export type FlowTableProps = { partitionKey: Attribute; sortKey: Attribute; timeToLiveAttribute?: string };

/**
 * A table with a stream, and the grants on it. Grants name single actions and, as arguments, the patterns of
 * partition keys (`dynamodb:LeadingKeys`) that they are limited to; without a pattern they hold for the whole table.
 */
export class FlowTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, props: FlowTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Default', { ...props, ...house });
  }

  get name(): string {
    return this.table.tableName;
  }

  get streamArn(): string {
    const arn = this.table.tableStreamArn;
    if (!arn) throw new Error(`${this.node.path} has no stream`);
    return arn;
  }

  get(...keys: string[]): PolicyStatement {
    return this.#allow(['GetItem'], keys);
  }

  /** Many items by their keys in one call. */
  batchGet(...keys: string[]): PolicyStatement {
    return this.#allow(['BatchGetItem'], keys);
  }

  query(...keys: string[]): PolicyStatement {
    return this.#allow(['Query'], keys);
  }

  put(...keys: string[]): PolicyStatement {
    return this.#allow(['PutItem'], keys);
  }

  /** Of items that people set up; rows of the ledger are never deleted. */
  delete(...keys: string[]): PolicyStatement {
    return this.#allow(['DeleteItem'], keys);
  }

  update(...keys: string[]): PolicyStatement {
    return this.#allow(['UpdateItem'], keys);
  }

  /** UpdateItem of rows as they are but for these attributes: the request may name no other, not even in a condition. */
  updateOnly(attributes: readonly string[], ...keys: string[]): PolicyStatement {
    const statement = this.#allow(['UpdateItem'], keys);
    statement.addCondition('ForAllValues:StringEquals', { 'dynamodb:Attributes': [...attributes] });
    // "For all values" is true of none: without this line a request that names no attribute would pass.
    const named = keys.length > 0 ? { 'dynamodb:LeadingKeys': 'false' } : {};
    statement.addCondition('Null', { ...named, 'dynamodb:Attributes': 'false' });
    return statement;
  }

  /** How many items an index has below a key, and nothing of what is in them. */
  countIndex(name: string): PolicyStatement {
    const statement = this.queryIndex(name);
    statement.addCondition('StringEquals', { 'dynamodb:Select': 'COUNT' });
    return statement;
  }

  /** `keys` are patterns of the index's own partition keys. */
  queryIndex(name: string, ...keys: string[]): PolicyStatement {
    return this.#allow(['Query'], keys, `${this.table.tableArn}/index/${name}`);
  }

  /** All of an index, for who may query every key of it anyway. */
  scanIndex(name: string): PolicyStatement {
    return this.#allow(['Scan'], [], `${this.table.tableArn}/index/${name}`);
  }

  #allow(actions: string[], keys: string[], resource = this.table.tableArn): PolicyStatement {
    const statement = new PolicyStatement({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [resource],
    });
    if (keys.length > 0) {
      statement.addCondition('ForAllValues:StringLike', { 'dynamodb:LeadingKeys': keys });
      statement.addCondition('Null', { 'dynamodb:LeadingKeys': 'false' });
    }
    return statement;
  }
}

/** A write that may not ask for what was there before it. */
export function returningNothing(statement: PolicyStatement): PolicyStatement {
  statement.addCondition('StringEqualsIfExists', { 'dynamodb:ReturnValues': 'NONE' });
  return statement;
}

const house = {
  billingMode: BillingMode.PAY_PER_REQUEST,
  stream: StreamViewType.NEW_AND_OLD_IMAGES,
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  deletionProtection: true,
  encryption: TableEncryption.AWS_MANAGED,
  removalPolicy: RemovalPolicy.RETAIN,
} satisfies Partial<TableProps>;
