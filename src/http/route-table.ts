/** Which methods each address knows, to tell 405 from 404. */
export class RouteTable {
  private readonly routes: { readonly pattern: RegExp; readonly methods: Set<string> }[] = [];
  private readonly byUrl = new Map<string, Set<string>>();

  /** Called for every route that the server registers. */
  add(url: string, methods: readonly string[]): void {
    if (url.includes('*')) return;
    const known = this.byUrl.get(url);
    if (known) {
      for (const method of methods) known.add(method);
      return;
    }
    const pattern = url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('/');
    const set = new Set(methods);
    this.byUrl.set(url, set);
    this.routes.push({ pattern: new RegExp(`^${pattern}/?$`), methods: set });
  }

  /** Methods of the address, sorted; empty when there is no such address. */
  methodsFor(url: string): readonly string[] {
    const path = url.split('?', 1)[0] ?? '/';
    const found = this.routes
      .filter((route) => route.pattern.test(path))
      .flatMap((route) => [...route.methods]);
    return [...new Set(found)].toSorted();
  }
}
