/// The style of the memory map's page, for light and dark surroundings.
enum MapStyle {
  static let sheet = """
    :root {
      --paper: #ffffff; --panel: #f6f8fa; --ink: #1f2328; --quiet: #57606a; --edge: #d0d7de;
      --kept: #1a7f37; --violated: #cf222e; --unknown: #8a5a00;
      --cached: #fff1e0; --uncached: #ddf4ff; --neighbour: #6e40c9;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #0d1117; --panel: #161b22; --ink: #e6edf3; --quiet: #9aa4af; --edge: #3d444d;
        --kept: #3fb950; --violated: #ff7b72; --unknown: #e3b341;
        --cached: #3a2a14; --uncached: #12304a; --neighbour: #b392f0;
      }
    }
    * { box-sizing: border-box; }
    body { margin: 0 auto; padding: 1.5rem; max-width: 60rem; background: var(--paper);
      color: var(--ink); font: 15px/1.5 system-ui, "DejaVu Sans", sans-serif; }
    h1 { margin: 0; font-size: 1.6rem; }
    h2 { margin: 0 0 .25rem; font-size: 1.15rem; }
    small { color: var(--quiet); font-weight: normal; }
    header p { margin: .25rem 0; color: var(--quiet); }
    section { margin: 1.25rem 0; padding: 1rem; border: 1px solid var(--edge); border-radius: 8px;
      background: var(--panel); }
    td.wide { white-space: nowrap; }
    .facts { margin: .1rem 0 .5rem; color: var(--quiet); }
    ul { margin: .1rem 0 .5rem; padding-left: 1.2rem; }
    code { font: 13px/1.4 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
    table { width: 100%; border-collapse: collapse; }
    th, td { padding: .3rem .6rem .3rem 0; text-align: left; vertical-align: top;
      border-top: 1px solid var(--edge); }
    th { border: 0; color: var(--quiet); font-weight: 600; }
    td b { overflow-wrap: anywhere; }
    tr.more td { border: 0; padding-top: 0; color: var(--quiet); }
    .scroll { overflow-x: auto; }
    .badge { display: inline-block; padding: 0 .5rem; border: 1px solid; border-radius: 1rem;
      white-space: nowrap; font-weight: 600; }
    .kept { color: var(--kept); } .violated { color: var(--violated); }
    .unknown { color: var(--unknown); }
    svg { display: block; width: 100%; min-width: 640px; height: auto; font: 13px system-ui, "DejaVu Sans", sans-serif; }
    svg text { fill: var(--ink); }
    svg text.quiet, svg text.gap { fill: var(--quiet); }
    svg text.address { fill: var(--quiet); font: 12px ui-monospace, "DejaVu Sans Mono", monospace; }
    svg text.kept { fill: var(--kept); } svg text.violated { fill: var(--violated); }
    svg text.unknown { fill: var(--unknown); } svg text.sign { font-weight: 700; }
    svg rect.region { stroke: var(--edge); } svg rect.cached { fill: var(--cached); }
    svg rect.uncached { fill: var(--uncached); }
    svg rect.line { fill: var(--paper); stroke: var(--edge); }
    svg rect.buffer { fill: currentColor; stroke: var(--panel); stroke-width: .5; }
    svg rect.loose { fill-opacity: .25; stroke: currentColor; stroke-dasharray: 4 3; }
    svg rect.neighbour { fill: var(--neighbour); stroke: var(--panel); stroke-width: .5; }
    svg a:hover rect { stroke: var(--ink); }
    @media print { section { break-inside: avoid; } }
    """
}
