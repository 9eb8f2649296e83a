import { type Service, xmlAnswer } from '#tools/rehearse/aws-request.ts';

/** CloudWatch's composite alarms. Metric alarms are moto's. */
export function compositeAlarms(): Service {
  const alarms = new Map<string, URLSearchParams>();

  const put = (form: URLSearchParams) => {
    alarms.set(form.get('AlarmName') ?? '', form);
    return xmlAnswer('PutCompositeAlarm', '<PutCompositeAlarmResponse/>');
  };

  const remove = (form: URLSearchParams) => {
    const own = membersOf(form, 'AlarmNames').filter((name) => alarms.delete(name));
    return own.length > 0 ? xmlAnswer('DeleteAlarms', '<DeleteAlarmsResponse/>') : undefined;
  };

  const describe = (form: URLSearchParams) => {
    if (!membersOf(form, 'AlarmTypes').includes('CompositeAlarm')) return undefined;
    const found = membersOf(form, 'AlarmNames').flatMap((name) => alarms.get(name) ?? []);
    return xmlAnswer('DescribeAlarms', described(found));
  };

  const listTags = (form: URLSearchParams) => {
    const alarm = [...alarms].find(([name]) => arnOf(name) === form.get('ResourceARN'))?.[1];
    return alarm && xmlAnswer('ListTagsForResource', tagsOf(alarm));
  };

  const operations = new Map([
    ['PutCompositeAlarm', put],
    ['DeleteAlarms', remove],
    ['DescribeAlarms', describe],
    ['ListTagsForResource', listTags],
  ]);
  return ({ operation, form }) => operations.get(operation)?.(form);
}

const texts = [
  'AlarmName',
  'AlarmDescription',
  'AlarmRule',
  'ActionsEnabled',
  'ActionsSuppressor',
  'ActionsSuppressorWaitPeriod',
  'ActionsSuppressorExtensionPeriod',
];
const lists = ['AlarmActions', 'OKActions', 'InsufficientDataActions'];

function described(alarms: readonly URLSearchParams[]): string {
  const members = alarms.map((form) => element('member', one(form))).join('');
  return element('DescribeAlarmsResponse', element('DescribeAlarmsResult', element('CompositeAlarms', members)));
}

const one = (form: URLSearchParams): string =>
  [
    element('AlarmArn', arnOf(form.get('AlarmName') ?? '')),
    ...texts.flatMap((name) => (form.has(name) ? [element(name, escaped(form.get(name) ?? ''))] : [])),
    ...lists.map((name) =>
      element(
        name,
        membersOf(form, name)
          .map((value) => element('member', value))
          .join(''),
      ),
    ),
  ].join('');

const arnOf = (name: string): string => `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${name}`;

function tagsOf(form: URLSearchParams): string {
  const keys = [...form].filter(([name]) => /^Tags\.member\.\d+\.Key$/.test(name));
  const tags = keys.map(([name, key]) => {
    const value = form.get(name.replace(/Key$/, 'Value')) ?? '';
    return element('member', element('Key', key) + element('Value', value));
  });
  return element('ListTagsForResourceResponse', element('ListTagsForResourceResult', element('Tags', tags.join(''))));
}

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const membersOf = (form: URLSearchParams, list: string): readonly string[] =>
  [...form].filter(([name]) => name.startsWith(`${list}.member.`)).map(([, value]) => value);
