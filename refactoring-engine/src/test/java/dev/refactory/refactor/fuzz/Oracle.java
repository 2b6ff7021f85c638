package dev.refactory.refactor.fuzz;

import dev.refactory.refactor.fuzz.PlainCompiler.Compiled;
import dev.refactory.refactor.fuzz.PlainCompiler.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a plain compiler says of a changed library: it compiles, and to the same classes but for what
/// was promised to change.
///
/// A renaming is compiled with the texts it changed, those that write either name, those with a
/// subtype of what the changed ones declare, and those whose classes mention a renamed class, against
/// the classes of all others. Of other types for something, the texts whose classes mention a class of
/// the changed ones. Of imports, annotations and calls only the changed texts are compiled, of anything
/// else all.
///
/// @param whole compile everything anew instead
record Oracle(Library library, boolean whole) {
    private static final int SHOWN = 3;

    /// How classes are told from one another.
    ///
    /// @param before writes a line of a class as it was
    /// @param after and as it is
    /// @param lines what matters of all lines of a class
    private record Comparison(
            UnaryOperator<String> before, UnaryOperator<String> after, UnaryOperator<List<String>> lines) {
        /// @param ignored lines that may come and go
        static Comparison without(Predicate<String> ignored) {
            return new Comparison(
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    lines -> lines.stream().filter(ignored.negate()).toList());
        }

        static Comparison ofNames(UnaryOperator<String> before, UnaryOperator<String> after) {
            return new Comparison(before, after, UnaryOperator.identity());
        }
    }

    /// @param changed paths before the change
    List<String> faults(
            Set<String> changed, Map<String, String> fileRenames, SortedMap<String, String> texts, Promise promise) {
        Set<String> reached = whole ? library.texts().keySet() : reached(changed, promise);
        if (changed.isEmpty()) {
            return List.of();
        }
        Map<String, Written> others = new HashMap<>();
        Map<String, Written> before = new HashMap<>();
        library.compiled()
                .classes()
                .forEach((name, written) -> (reached.contains(written.source()) ? before : others).put(name, written));
        Map<String, String> compiled = new TreeMap<>(texts);
        Set<String> wanted = new TreeSet<>();
        reached.forEach(path -> wanted.add(fileRenames.getOrDefault(path, path)));
        compiled.keySet().retainAll(wanted);
        Compiled after = library.compiler().compile(compiled, others);
        if (!after.errors().isEmpty()) {
            return after.errors().stream()
                    .limit(SHOWN)
                    .map(error -> "does not compile: " + error)
                    .toList();
        }
        return switch (promise) {
            case Promise.Compiles any -> List.of();
            case Promise.Renaming renaming -> differences(before, after.classes(), comparison(renaming));
            case Promise.PackageRenaming renaming -> differences(before, after.classes(), comparison(renaming));
            case Promise.CallsOnly calls -> differences(before, after.classes(), comparison(calls));
            case Promise.ImportsOnly imports -> differences(before, after.classes(), Comparison.without(line -> false));
            case Promise.Retyped retyped -> differences(before, after.classes(), comparison(retyped));
            case Promise.TypeReplaced replaced -> differences(before, after.classes(), comparison(replaced));
            case Promise.AnnotationOnly annotation -> {
                // A package-info is a class only when something stands on it.
                before.keySet().removeIf(name -> name.endsWith("package-info"));
                after.classes().keySet().removeIf(name -> name.endsWith("package-info"));
                yield differences(
                        before,
                        after.classes(),
                        Comparison.without(line -> ClassText.annotates(line, annotation.type())));
            }
        };
    }

    private Set<String> reached(Set<String> changed, Promise promise) {
        return switch (promise) {
            case Promise.Compiles any -> library.texts().keySet();
            case Promise.PackageRenaming renaming -> library.texts().keySet();
            case Promise.Retyped retyped ->
                retyped.member().isEmpty() ? changed : mentioning(changed, retyped.member());
            case Promise.TypeReplaced replaced -> mentioning(changed, "");
            case Promise.ImportsOnly imports -> changed;
            case Promise.AnnotationOnly annotation -> changed;
            case Promise.CallsOnly calls -> changed;
            case Promise.Renaming renaming -> {
                Set<String> reached = new TreeSet<>(changed);
                reached.addAll(library.uses().reached(changed, renaming.oldName()));
                library.texts().forEach((path, text) -> {
                    if (writes(text, renaming.oldName()) || writes(text, renaming.newName())) {
                        reached.add(path);
                    }
                });
                yield reached;
            }
        };
    }

    /// @param member a name to look for, too
    private Set<String> mentioning(Set<String> changed, String member) {
        Set<String> reached = new TreeSet<>(changed);
        reached.addAll(library.uses().mentioning(changed));
        library.texts().forEach((path, text) -> {
            if (!member.isEmpty() && writes(text, member)) {
                reached.add(path);
            }
        });
        return reached;
    }

    /// Whether `name` stands in a text as a word of its own.
    private static boolean writes(String text, String name) {
        int at = text.indexOf(name);
        while (at >= 0) {
            int end = at + name.length();
            boolean begins = at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1));
            boolean ends = end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end));
            if (begins && ends) {
                return true;
            }
            at = text.indexOf(name, at + 1);
        }
        return false;
    }

    private static Comparison comparison(Promise.Renaming renaming) {
        Pattern name = Pattern.compile("(?<![\\p{Alnum}_])" + Pattern.quote(renaming.newName()) + "(?![\\p{Alnum}_])");
        String oldName = Matcher.quoteReplacement(renaming.oldName());
        UnaryOperator<String> backwards = text -> text.contains(renaming.newName())
                ? renaming.fresh()
                        ? text.replace(renaming.newName(), renaming.oldName())
                        : name.matcher(text).replaceAll(oldName)
                : text;
        // Where both names were in use they are taken for one.
        return Comparison.ofNames(renaming.fresh() ? UnaryOperator.identity() : backwards, backwards);
    }

    /// Calls of both are taken for one.
    private static Comparison comparison(Promise.CallsOnly calls) {
        Pattern call = Pattern.compile(
                "\\.(?:" + Pattern.quote(calls.oldName()) + "|" + Pattern.quote(calls.newName()) + ") \\(");
        UnaryOperator<String> one = text -> call.matcher(text).replaceAll(".# (");
        return Comparison.ofNames(one, one);
    }

    private static Comparison comparison(Promise.Retyped retyped) {
        return new Comparison(
                UnaryOperator.identity(), UnaryOperator.identity(), lines -> TypeLines.of(lines, retyped));
    }

    /// Both types are taken for one.
    private static Comparison comparison(Promise.TypeReplaced replaced) {
        String to = Matcher.quoteReplacement(replaced.to().replace('.', '/'));
        Pattern either = Pattern.compile(named(replaced.from()) + "|" + named(replaced.to()));
        Promise.Retyped nothing = new Promise.Retyped("", Set.of(), true);
        UnaryOperator<String> one = text -> either.matcher(text).replaceAll(to);
        return new Comparison(one, one, lines -> TypeLines.of(lines, nothing));
    }

    /// A type's name by itself, or in a descriptor.
    private static String named(String type) {
        String name = type.replace(".", "[/$.]");
        return "(?<![\\w/$.])" + name + "(?![\\w/$])|(?<=L)" + name + "(?=[;<])";
    }

    /// A package is spelled in three ways, the last one in names of members the compiler makes.
    private static Comparison comparison(Promise.PackageRenaming renaming) {
        UnaryOperator<String> backwards = text -> {
            String all = text;
            for (String parts : List.of("/", "$", ".")) {
                all = all.replace(
                        renaming.newName().replace(".", parts) + parts,
                        renaming.oldName().replace(".", parts) + parts);
            }
            return all.replace(renaming.newName(), renaming.oldName());
        };
        return Comparison.ofNames(UnaryOperator.identity(), backwards);
    }

    private static List<String> differences(
            Map<String, Written> before, Map<String, Written> after, Comparison comparison) {
        SortedMap<String, List<String>> expected = texts(before, comparison.before(), comparison.lines());
        SortedMap<String, List<String>> found = texts(after, comparison.after(), comparison.lines());
        List<String> differences = new ArrayList<>();
        Set<String> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        for (String each : names) {
            List<String> was = expected.getOrDefault(each, List.of());
            List<String> is = found.getOrDefault(each, List.of());
            if (!was.equals(is) && differences.size() < SHOWN) {
                differences.add("class " + each + " is not the same: " + first(was, is));
            }
        }
        return differences;
    }

    private static SortedMap<String, List<String>> texts(
            Map<String, Written> classes, UnaryOperator<String> names, UnaryOperator<List<String>> lines) {
        SortedMap<String, List<String>> texts = new TreeMap<>();
        new TreeMap<>(classes).forEach((name, written) -> {
            texts.computeIfAbsent(names.apply(name), n -> new ArrayList<>())
                    .addAll(lines.apply(ClassText.of(written.bytes(), names)));
        });
        return texts;
    }

    private static String first(List<String> was, List<String> is) {
        String member = "";
        for (int i = 0; i < Math.min(was.size(), is.size()); i++) {
            if (was.get(i).startsWith("method ")) {
                member = was.get(i);
            }
            if (!was.get(i).equals(is.get(i))) {
                return member + ": \"" + was.get(i).strip() + "\" became \""
                        + is.get(i).strip() + "\"";
            }
        }
        return was.size() + " lines became " + is.size();
    }
}
