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
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a plain compiler says of a changed library: it compiles, and where only a name changed, to the
/// same classes but for that name.
///
/// A renaming is compiled with the texts it changed, those that write either name, those with a
/// subtype of what the changed ones declare, and those whose classes mention a renamed class, against
/// the classes of all others.
///
/// @param whole compile everything anew instead
record Oracle(Library library, boolean whole) {
    private static final int SHOWN = 3;

    /// @param changed paths before the change
    List<String> faults(
            Set<String> changed,
            Map<String, String> fileRenames,
            SortedMap<String, String> texts,
            Request.@Nullable Renaming renaming) {
        Set<String> reached = whole || renaming == null ? library.texts().keySet() : reached(changed, renaming);
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
        return renaming == null ? List.of() : differences(before, after.classes(), renaming);
    }

    private Set<String> reached(Set<String> changed, Request.Renaming renaming) {
        Set<String> reached = new TreeSet<>(changed);
        reached.addAll(library.uses().reached(changed, renaming.oldName()));
        library.texts().forEach((path, text) -> {
            if (writes(text, renaming.oldName()) || writes(text, renaming.newName())) {
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

    private static List<String> differences(
            Map<String, Written> before, Map<String, Written> after, Request.Renaming renaming) {
        Pattern name = Pattern.compile("(?<![\\p{Alnum}_])" + Pattern.quote(renaming.newName()) + "(?![\\p{Alnum}_])");
        String oldName = Matcher.quoteReplacement(renaming.oldName());
        UnaryOperator<String> backwards = text -> text.contains(renaming.newName())
                ? renaming.fresh()
                        ? text.replace(renaming.newName(), renaming.oldName())
                        : name.matcher(text).replaceAll(oldName)
                : text;
        // Where both names were in use they are taken for one.
        UnaryOperator<String> forBefore = renaming.fresh() ? UnaryOperator.identity() : backwards;
        SortedMap<String, List<String>> expected = texts(before, forBefore);
        SortedMap<String, List<String>> found = texts(after, backwards);
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

    private static SortedMap<String, List<String>> texts(Map<String, Written> classes, UnaryOperator<String> names) {
        SortedMap<String, List<String>> texts = new TreeMap<>();
        new TreeMap<>(classes).forEach((name, written) -> {
            texts.computeIfAbsent(names.apply(name), n -> new ArrayList<>())
                    .addAll(ClassText.of(written.bytes(), names));
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
