"""What the kernels are given to run: the same in Java for all Java kernels, the like of it in Python."""

LINES = 1_000_000
FLOATS = 16384
RUNS = 1000

PRINT = {
    "java": f"for (int i = 0; i < {LINES}; i++) {{ System.out.println(i); }}",
    "python": f"for i in range({LINES}): print(i)",
}

SPIN = {"java": "while (true) {}", "python": "while True: pass"}

BUSY = {
    "java": "long end = System.nanoTime() + 3_000_000_000L; while (System.nanoTime() < end) {}",
    "python": "import time\nend = time.monotonic() + 3\nwhile time.monotonic() < end: pass",
}

COMPLETE = {"java": 'String words = "one"; words.toUp', "python": 'words = "one"; words.upp'}
COMPLETED = {"java": "toUpperCase", "python": "upper"}
INSPECT = {"java": '"one".substring(', "python": "len("}
INSPECTED = {"java": "substring", "python": "len"}


# Text of many lengths, as it lies on disks; read from a file made once.
CAT_LINES = 4_000_000
MAVEN = "%maven com.google.guava:guava:33.4.8-jre"


def variables(n):
    """Twenty variables of many types, named after ``n``."""
    def five(i):
        name = f"v{n}_{i}"
        return {
            "java": f'int {name}a = {i};\nString {name}b = "text " + {name}a;\nvar {name}c = List.of({name}a, 2, 3);\n'
                    f"double[] {name}d = {{1.5, 2.5, {name}a}};\nMap<String, Integer> {name}e = new HashMap<>();\n",
            "python": f'{name}a = {i}\n{name}b = "text " + str({name}a)\n{name}c = [{name}a, 2, 3]\n'
                      f"{name}d = [1.5, 2.5, {name}a]\n{name}e = {{}}\n",
        }
    parts = [five(i) for i in range(4)]
    return {language: "".join(part[language] for part in parts) for language in ("java", "python")}


def mixed(n):
    """Ten variables, six methods, two records and two classes."""
    java, python = [], []
    for i in range(10):
        java.append(f"int m{n}_{i} = {i};")
        python.append(f"m{n}_{i} = {i}")
    for i in range(6):
        java.append(f"int f{n}_{i}(int x) {{ return x * {i}; }}")
        python.append(f"def f{n}_{i}(x): return x * {i}")
    for i in range(2):
        java.append(f"record R{n}_{i}(int x, String name) {{}}")
        python.append(f"class R{n}_{i}:\n    def __init__(self, x, name): self.x, self.name = x, name")
        java.append(f"class C{n}_{i} {{ int count; int next() {{ return ++count; }} }}")
        python.append(f"class C{n}_{i}:\n    count = 0\n    def next(self): self.count += 1; return self.count")
    return {"java": "\n".join(java), "python": "\n".join(python)}


LOOP_ARRAYS = f"""float[] p = new float[{FLOATS}], q = new float[{FLOATS}], r = new float[{FLOATS}];
java.util.Arrays.fill(p, 0.5f);
java.util.Arrays.fill(q, 0.25f);
"""
LOOP_METHOD = """void step(float[] p, float[] q, float[] r) {
    for (int i = 0; i < r.length; i++) {
        r[i] = p[i] * q[i] + 0.5f * r[i];
    }
}
"""
CALL = "step(p, q, r);"
INLINE = "for (int i = 0; i < r.length; i++) { r[i] = p[i] * q[i] + 0.5f * r[i]; }"


def timed(body, rounds=40):
    """The best time of ``rounds``, in nanoseconds, for RUNS times ``body``."""
    return f"""long best = Long.MAX_VALUE;
for (int round = 0; round < {rounds}; round++) {{
    long start = System.nanoTime();
    for (int run = 0; run < {RUNS}; run++) {{
        {body}
    }}
    best = Math.min(best, System.nanoTime() - start);
}}
System.out.println("best=" + best);
"""


PLAIN = f"""public class Plain {{
    static {LOOP_METHOD.replace(chr(10), chr(10) + '    ')}
    public static void main(String[] arguments) {{
        if (arguments[0].equals("method")) {{ method(); }} else {{ inline(); }}
    }}
    static void method() {{
        {LOOP_ARRAYS}
        {timed(CALL)}
    }}
    static void inline() {{
        {LOOP_ARRAYS}
        {timed(INLINE)}
    }}
}}
"""
