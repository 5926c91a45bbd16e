import { describe, expect, it } from 'vitest';
import { allStatements, grantsByFunction } from './statements.ts';
import { ofType, referencesIn, resourcesOf, synthesizedTemplate } from './synthesized.ts';

const resources = resourcesOf(synthesizedTemplate());

describe('the bucket of files', () => {
  it('keeps every version, when the stack goes too', () => {
    expect(resources.AgentFiles).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { VersioningConfiguration: { Status: 'Enabled' } },
    });
    // Nothing expires: what waits for a person waits for as long as it takes, and its files with it.
    expect(resources.AgentFiles?.Properties.LifecycleConfiguration).toEqual({
      Rules: [{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' }],
    });
  });

  it('is encrypted and nobody’s but ours, and spoken to over TLS only', () => {
    expect(resources.AgentFiles?.Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        ...{ BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      },
    });
    const [[, policy] = []] = ofType(resources, 'AWS::S3::BucketPolicy').filter(([, { Bucket }]) =>
      referencesIn(Bucket).includes('AgentFiles'),
    );
    expect(JSON.stringify(policy)).toContain('"Bool":{"aws:SecureTransport":"false"}');
  });

  it('is read by who runs agents and who sends email, version by version, and added to by who takes mail in alone', () => {
    const touching = Object.entries(grantsByFunction(resources)).flatMap(([name, statements]) =>
      statements
        .filter(({ actions }) => actions.some((action) => action.startsWith('s3:')))
        .map(({ actions, resource }) => [
          name,
          actions,
          referencesIn(resource),
          /\/agents\/\*/.test(JSON.stringify(resource)),
        ]),
    );
    expect(touching.sort()).toEqual([
      ['AgentRun', ['s3:GetObjectVersion'], ['AgentFiles'], true],
      ['EmailExecutor', ['s3:GetObjectVersion'], ['AgentFiles'], true],
      ['EmailIn', ['s3:GetObject'], ['InboundMailRaw'], false],
      ['EmailIn', ['s3:PutObject'], ['AgentFiles'], true],
      ['Mcp', ['s3:GetObjectVersion'], ['AgentFiles'], true],
      ['RequestAction', ['s3:GetObjectVersion'], ['AgentFiles'], true],
    ]);
    const written = allStatements(resources).filter(({ actions }) => actions.includes('s3:PutObject'));
    expect(written.flatMap(({ services }) => services)).toEqual(['ses.amazonaws.com']);
  });
});
