package dev.refactory.index.build;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A program of a few types with few names, most of which mean several things, and its edits.
final class RandomProgram {
    private static final List<String> PACKAGES = List.of("a", "b", "b.c");
    private static final List<String> NAMES = List.of("f", "g", "h", "close", "k");

    private final Random random;
    private final Map<String, String> files = new TreeMap<>();
    private final int types = 10;

    RandomProgram(Random random) {
        this.random = random;
        for (int i = 0; i < types; i++) {
            write(i);
        }
    }

    /// What an edit does; each may change what an expression means in a file that names nothing of what was edited.
    enum Edit {
        FILE_DELETED,
        CLASS_SHADOWS,
        BODY,
        OVERLOAD,
        SUPERTYPE,
        CONSTANT,
        STATIC_IMPORT,
        NESTED_CLASS,
        DEFAULT_METHOD,
        ANNOTATION,
        PERMITS,
        BROKEN_OR_MENDED,
        MOVED,
        PACKAGE_INFO,
        MODULE_INFO,
        WRITTEN_ANEW
    }

    Map<String, String> files() {
        return files;
    }

    /// What was tried; not every file has a place for every edit.
    Edit edit() {
        Edit edit = Edit.values()[random.nextInt(Edit.values().length)];
        switch (edit) {
            case FILE_DELETED -> files.remove(anyFile());
            case CLASS_SHADOWS -> shadow();
            case BODY -> replace("int local = \\d+", "int local = " + random.nextInt(99));
            case OVERLOAD ->
                replace(
                        "(?s)\\{ (?=public static)",
                        "{ public static %s %s(%s p, %s q) { return null; } "
                                .formatted(use(), pick(NAMES), use(), use()));
            case SUPERTYPE -> supertype();
            case CONSTANT -> replace("C0 = [^;]*;", "C0 = " + random.nextInt(9) + ";");
            case STATIC_IMPORT ->
                replace("(?m)^(?=public )", "import static " + pick(PACKAGES) + "." + other() + ".*;\n");
            case NESTED_CLASS -> nest();
            case DEFAULT_METHOD ->
                replace(
                        "(?<=interface T\\d{1,2}\\b[^{]{0,99})\\{ ",
                        "{ default " + use() + " " + pick(NAMES) + "() { return null; } ");
            case ANNOTATION -> annotation();
            case PERMITS -> replace("permits T\\d+", "permits T" + random.nextInt(types));
            case BROKEN_OR_MENDED -> breakOrMend();
            case MOVED -> move();
            case PACKAGE_INFO -> packageInfo();
            case MODULE_INFO ->
                files.put(
                        "module-info.java",
                        "module m%d { exports %s; uses %s.%s; }"
                                .formatted(random.nextInt(3), pick(PACKAGES), pick(PACKAGES), other()));
            case WRITTEN_ANEW -> write(random.nextInt(types));
        }
        return edit;
    }

    private String anyFile() {
        return List.copyOf(files.keySet()).get(random.nextInt(files.size()));
    }

    /// In the first file that has such a place, from any one on.
    private void replace(String place, String text) {
        List<String> paths = new ArrayList<>(files.keySet());
        Collections.rotate(paths, random.nextInt(paths.size()));
        Pattern pattern = Pattern.compile(place);
        for (String path : paths) {
            Matcher found = pattern.matcher(Objects.requireNonNull(files.get(path)));
            if (found.find()) {
                files.put(path, found.replaceFirst(Matcher.quoteReplacement(text)));
                return;
            }
        }
    }

    /// A type of another's name in a package that may be imported, or be the importing one.
    private void shadow() {
        int i = random.nextInt(types);
        String home = pick(PACKAGES);
        files.put(path(i, home), type(i, home));
    }

    /// Of a smaller number, so that nothing is its own supertype.
    private void supertype() {
        int i = 1 + random.nextInt(types - 1);
        String now = random.nextInt(3) == 0 ? "" : " extends T" + random.nextInt(i);
        files.computeIfPresent(
                path(i, PACKAGES.get(i % PACKAGES.size())),
                (_, text) -> text.replaceFirst("(?<=\\bT" + i + ")( extends T\\d+)?(?= \\{)", now));
    }

    /// Not beside another of its name: the compiler fails on two.
    private void nest() {
        String path = anyFile();
        String text = Objects.requireNonNull(files.get(path));
        int end = text.lastIndexOf(" }");
        if (end > 0 && !text.contains("class In")) {
            files.put(
                    path,
                    text.substring(0, end) + " public static class In { " + members() + " }" + text.substring(end));
        }
    }

    private void annotation() {
        if (random.nextBoolean()) {
            replace("int value\\(\\)( default 1)?;", "int value()" + (random.nextBoolean() ? " default 1;" : ";"));
        } else {
            replace(
                    "(RetentionPolicy|ElementType)\\.\\w+",
                    random.nextBoolean()
                            ? "RetentionPolicy." + (random.nextBoolean() ? "SOURCE" : "RUNTIME")
                            : "ElementType." + (random.nextBoolean() ? "TYPE" : "METHOD"));
        }
    }

    private void breakOrMend() {
        String broken = " int (\n";
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getValue().endsWith(broken)) {
                file.setValue(file.getValue().replace(broken, ""));
                return;
            }
        }
        files.computeIfPresent(anyFile(), (_, text) -> text + broken);
    }

    private void move() {
        String from = anyFile();
        String text = Objects.requireNonNull(files.remove(from));
        files.put(from.startsWith("src/") ? "moved/" + from.substring(4) : "src/" + from, text);
    }

    private void packageInfo() {
        String home = pick(PACKAGES);
        files.put(
                "src/" + home.replace('.', '/') + "/package-info.java",
                (random.nextBoolean() ? "/** See {@link " + other() + "#f}. */ @Deprecated " : "") + "package " + home
                        + ";\n");
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
        PACKAGES.stream().filter(each -> random.nextInt(3) > 0).forEach(each -> out.append("import " + each + ".*;\n"));
        if (random.nextInt(4) == 0) {
            out.append("import " + pick(PACKAGES) + "." + other() + ";\n");
        }
        if (random.nextInt(4) == 0) {
            out.append("import static " + pick(PACKAGES) + "." + other() + ".*;\n");
        }
        out.append(random.nextInt(6) == 0 ? "@" + other() + " " : "");
        switch (random.nextInt(8)) {
            case 0 ->
                out.append("public interface T" + i + supertypes(i) + " { " + use() + " " + pick(NAMES) + "(" + use()
                        + " p); }\n");
            case 1 ->
                out.append(
                        "public enum T" + i + " { A" + (random.nextBoolean() ? ", B" : "") + "; " + members() + " }\n");
            case 2 -> out.append("public record T" + i + "(" + use() + " f, " + use() + " g) { " + members() + " }\n");
            case 4 ->
                out.append("@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) "
                        + "@java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE) "
                        + "public @interface T" + i + " { int value()" + (random.nextBoolean() ? " default 1" : "")
                        + "; }\n");
            case 5 ->
                out.append("public sealed interface T" + i + supertypes(i) + " permits T" + random.nextInt(types)
                        + " { }\n");
            case 3 ->
                out.append("public class T" + i + "<X extends " + (i == 0 ? "Object" : "T" + random.nextInt(i)) + ">"
                        + supertypes(i) + " { X x() { return null; } " + members() + " }\n");
            default ->
                out.append("public class T" + i + supertypes(i) + " { " + members() + " static class In" + supertypes(i)
                        + " { " + members() + " } }\n");
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
            out.append("static final int C" + i + " = T" + random.nextInt(types) + ".C0 + " + random.nextInt(3) + "; ");
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
                "if (" + expression() + " instanceof T" + random.nextInt(types) + "(var q, var r)) { q." + pick(NAMES)
                        + "(r); } ";
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
