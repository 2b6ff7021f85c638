package dev.refactory.index.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.index.java.ChildJavaAttributor;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.kit.time.SystemTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Programs of a few types with few names, edited at random: most names mean several things, and each edit may change
/// what an expression means in a file that names nothing of what was edited.
final class RandomEditsTest {
    private static final int SEEDS = Integer.getInteger("seeds", 12);
    private static final int FIRST = Integer.getInteger("seed", 1);
    private static final int EDITS = 8;
    private static final List<String> PACKAGES = List.of("a", "b", "b.c");
    private static final List<String> NAMES = List.of("f", "g", "h", "close", "k");

    @Test
    void everySnapshotOfALineHasTheFactsOfAWholeBuild() {
        int spared = 0;
        try (JavaAttributor attributor = new ChildJavaAttributor(
                ChildJavaAttributor.Config.defaults().withChildren(1).withHeapMib(256), SystemTime.ticker())) {
            for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
                Program program = new Program(new Random(seed));
                Line line = new Line(attributor, 25);
                line.index(program.files);
                for (int edit = 0; edit < EDITS; edit++) {
                    program.edit();
                    int attributed = line.index(program.files).size();
                    spared += program.files.size() - attributed;
                    if (System.getenv("SHOW") != null) {
                        program.files.forEach((path, text) -> System.out.println("== " + path + "\n" + text));
                    }
                    line.assertAsIfAlone("-Dseed=" + seed + " -Dseeds=1, edit " + edit, program.files);
                }
            }
        }
        assertThat(spared).as("files that no edit reached").isPositive();
    }

    private static final class Program {
        private final Random random;
        private final Map<String, String> files = new TreeMap<>();
        private final int types = 10;

        Program(Random random) {
            this.random = random;
            for (int i = 0; i < types; i++) {
                write(i);
            }
        }

        void edit() {
            switch (random.nextInt(8)) {
                case 0 -> files.remove(path(random.nextInt(types), pick(PACKAGES)));
                case 1 -> files.put(path(random.nextInt(types), pick(PACKAGES)), type(0, pick(PACKAGES)));
                case 2 -> body();
                default -> write(random.nextInt(types));
            }
        }

        /// Only what is between the braces of a body changes.
        private void body() {
            String path = List.copyOf(files.keySet()).get(random.nextInt(files.size()));
            files.computeIfPresent(
                    path, (_, text) -> text.replaceFirst("int local = \\d+", "int local = " + random.nextInt(99)));
        }

        private void write(int i) {
            String home = PACKAGES.get(i % PACKAGES.size());
            files.put(path(i, home), type(i, home));
        }

        private static String path(int i, String home) {
            return "src/" + home.replace('.', '/') + "/T" + i + ".java";
        }

        private String pick(List<String> list) {
            return list.get(random.nextInt(list.size()));
        }

        private String other() {
            return "T" + random.nextInt(types + 1);
        }

        private String use() {
            int kind = random.nextInt(10);
            String name = other();
            return kind < 7 ? name : kind < 8 ? pick(PACKAGES) + "." + name : kind < 9 ? "T1.In" : "Object";
        }

        private String type(int i, String home) {
            StringBuilder out = new StringBuilder("package " + home + ";\n");
            PACKAGES.stream()
                    .filter(each -> random.nextInt(3) > 0)
                    .forEach(each -> out.append("import " + each + ".*;\n"));
            if (random.nextInt(4) == 0) {
                out.append("import " + pick(PACKAGES) + "." + other() + ";\n");
            }
            if (random.nextInt(4) == 0) {
                out.append("import static " + pick(PACKAGES) + "." + other() + ".*;\n");
            }
            switch (random.nextInt(6)) {
                case 0 ->
                    out.append("public interface T" + i + supertypes(i) + " { " + use() + " " + pick(NAMES) + "("
                            + use() + " p); }\n");
                case 1 ->
                    out.append("public enum T" + i + " { A" + (random.nextBoolean() ? ", B" : "") + "; " + members()
                            + " }\n");
                case 2 ->
                    out.append("public record T" + i + "(" + use() + " f, " + use() + " g) { " + members() + " }\n");
                case 3 ->
                    out.append("public class T" + i + "<X extends " + (i == 0 ? "Object" : "T" + random.nextInt(i))
                            + ">" + supertypes(i) + " { X x() { return null; } " + members() + " }\n");
                default ->
                    out.append("public class T" + i + supertypes(i) + " { " + members() + " static class In"
                            + supertypes(i) + " { " + members() + " } }\n");
            }
            return out.toString();
        }

        /// Of a smaller number, so that nothing is its own supertype: there the compiler's words depend on the order.
        private String supertypes(int i) {
            return i == 0 || random.nextInt(2) == 0 ? "" : " extends T" + random.nextInt(i);
        }

        private String members() {
            StringBuilder out = new StringBuilder();
            for (int i = random.nextInt(3); i >= 0; i--) {
                out.append("public static " + use() + " " + pick(NAMES) + "; ");
                out.append("static final int C" + i + " = T" + random.nextInt(types) + ".C0 + " + random.nextInt(3)
                        + "; ");
                out.append("public " + (random.nextBoolean() ? "static " : "") + use() + " " + pick(NAMES) + "(" + use()
                        + " p) { int local = " + random.nextInt(99) + "; " + statement() + statement()
                        + "return null; } ");
            }
            return out.toString();
        }

        private String statement() {
            return switch (random.nextInt(7)) {
                case 0 -> "var v" + random.nextInt(99) + " = " + expression() + "; ";
                case 1 -> "try (var r = " + expression() + ") { } catch (Exception e) { } ";
                case 2 -> "switch (" + expression() + ") { case A -> { } default -> { } } ";
                case 3 -> "for (var e : " + expression() + ") { " + pick(NAMES) + "(e); } ";
                case 4 -> pick(NAMES) + "(x -> x." + pick(NAMES) + "); ";
                case 5 ->
                    "if (" + expression() + " instanceof T" + random.nextInt(types) + "(var q, var r)) { q."
                            + pick(NAMES) + "(r); } ";
                default -> "Object o" + random.nextInt(99) + " = " + expression() + "; ";
            };
        }

        private String expression() {
            StringBuilder out =
                    new StringBuilder(random.nextBoolean() ? pick(NAMES) + "(null)" : other() + "." + pick(NAMES));
            for (int i = random.nextInt(3); i > 0; i--) {
                out.append(random.nextBoolean() ? "." + pick(NAMES) : "." + pick(NAMES) + "(" + pick(NAMES) + ")");
            }
            return out.toString();
        }
    }
}
