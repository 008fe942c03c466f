// The description of the interface, as far as the reference reads it.
export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema | false;
  prefixItems?: Schema[];
  additionalProperties?: Schema | boolean;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
};

export type Parameter = {
  name: string;
  in: string;
  description?: string;
  required?: boolean;
  schema?: Schema;
  example?: unknown;
};

export type Operation = {
  method: string;
  path: string;
  id: string;
  tag: string;
  summary: string;
  description: string;
  parameters: Parameter[];
  body: { schema: Schema; example: unknown } | null;
  answers: { status: string; description: string; media: string; schema: Schema | null }[];
};

export type Description = {
  title: string;
  version: string;
  about: string;
  tags: { name: string; description: string }[];
  operations: Operation[];
  schemas: Record<string, Schema>;
};

type Content = Record<string, { schema?: Schema; example?: unknown }>;
type Raw = {
  info: { title: string; version: string; description?: string };
  tags?: { name: string; description?: string }[];
  paths: Record<
    string,
    Record<
      string,
      {
        operationId?: string;
        tags?: string[];
        summary?: string;
        description?: string;
        parameters?: Parameter[];
        requestBody?: { content: Content };
        responses?: Record<string, { description?: string; content?: Content }>;
      }
    >
  >;
  components?: { schemas?: Record<string, Schema> };
};

export function understand(raw: Raw): Description {
  const operations: Operation[] = [];
  for (const [path, methods] of Object.entries(raw.paths)) {
    for (const [method, op] of Object.entries(methods)) {
      const [body] = Object.values(op.requestBody?.content ?? {});
      operations.push({
        method: method.toUpperCase(),
        path,
        id: op.operationId ?? `${method}-${path}`,
        tag: op.tags?.[0] ?? '',
        summary: op.summary ?? '',
        description: op.description ?? '',
        parameters: op.parameters ?? [],
        body: body?.schema ? { schema: body.schema, example: body.example } : null,
        answers: Object.entries(op.responses ?? {}).map(([status, answer]) => {
          const [entry] = Object.entries(answer.content ?? {});
          return {
            status,
            description: answer.description ?? '',
            media: entry?.[0] ?? '',
            schema: entry?.[1].schema ?? null,
          };
        }),
      });
    }
  }
  return {
    title: raw.info.title,
    version: raw.info.version,
    about: raw.info.description ?? '',
    tags: (raw.tags ?? []).map(({ name, description = '' }) => ({ name, description })),
    operations,
    schemas: raw.components?.schemas ?? {},
  };
}

/** The name of a schema that is referred to. */
export function refName(schema: Schema): string {
  return schema.$ref?.split('/').at(-1) ?? '';
}

/** What a schema is, in a few words. */
export function typeName(schema: Schema): string {
  if (schema.$ref) return refName(schema);
  const parts = schema.oneOf ?? schema.anyOf;
  if (parts) return parts.map(typeName).join(' | ');
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const types = [schema.type ?? 'any'].flat();
  if (types.includes('array')) {
    const items = schema.items
      ? typeName(schema.items)
      : (schema.prefixItems ?? []).map(typeName).join(', ');
    return types
      .filter((type) => type !== 'array')
      .concat(schema.prefixItems ? `[${items}]` : `${items}[]`)
      .join(' | ');
  }
  return types.join(' | ');
}

/** The properties of an object, those of its parts among them. */
export function properties(
  schema: Schema,
  all: Record<string, Schema>,
): { name: string; schema: Schema; required: boolean }[] {
  const target = schema.$ref ? all[refName(schema)] : schema;
  if (!target) return [];
  const own = Object.entries(target.properties ?? {}).map(([name, value]) => ({
    name,
    schema: value,
    required: target.required?.includes(name) ?? false,
  }));
  return [...(target.allOf ?? []).flatMap((part) => properties(part, all)), ...own];
}
