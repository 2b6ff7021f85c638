package dev.refactory.benchmarks.differential;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which methods and fields the code of compiled classes names, in order. A renaming leaves it as it is but for the
/// names, which are both written `*`. Overriding is not seen here: no instruction says it.
final class Meaning {
    /// Made by the compiler from names around them.
    private static final Pattern MADE = Pattern.compile("(lambda\\$|\\$SwitchMap\\$|access\\$)[\\w$]*?(\\d*)(?!\\w)");

    /// Of a name in text or in a descriptor.
    private static final String BEGIN = "(?:(?<!\\w)|(?<=[(;\\[BCDFIJSZV) ]L))";

    private final Pattern names;
    private final List<String> lines = new ArrayList<>();

    private Meaning(Collection<String> names) {
        this.names = Pattern.compile(
                names.isEmpty()
                        ? "(?!)"
                        : names.stream()
                                .sorted(Comparator.comparing(String::length).reversed())
                                .map(name -> BEGIN + Pattern.quote(name) + "(?!\\w)")
                                .collect(Collectors.joining("|")));
    }

    /// @param classes by binary name
    /// @param names that stand for each other
    static List<String> of(SortedMap<String, byte[]> classes, Collection<String> names) {
        SortedMap<String, List<String>> byClass = new TreeMap<>();
        classes.forEach((name, bytes) -> {
            Meaning meaning = new Meaning(names);
            meaning.read(ClassFile.of().parse(bytes));
            byClass.computeIfAbsent(meaning.plain(name), _ -> new ArrayList<>()).addAll(meaning.lines);
        });
        List<String> all = new ArrayList<>();
        byClass.forEach((name, lines) -> lines.forEach(line -> all.add(name + " " + line)));
        return all;
    }

    /// Where two are first different; empty when they are the same.
    static String difference(List<String> before, List<String> after) {
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            if (!before.get(i).equals(after.get(i))) {
                return before.get(i) + " is now " + after.get(i);
            }
        }
        return before.size() == after.size() ? "" : before.size() + " uses are now " + after.size();
    }

    private void read(ClassModel type) {
        for (MethodModel method : type.methods()) {
            String in = method.methodName().stringValue() + method.methodType().stringValue() + ": ";
            method.code().ifPresent(code -> code.forEach(element -> read(in, element)));
        }
    }

    private void read(String in, CodeElement element) {
        switch (element) {
            case InvokeInstruction call ->
                lines.add(plain(in + call.opcode() + " " + call.owner().asInternalName() + "." + call.name() + " "
                        + call.type()));
            case FieldInstruction field ->
                lines.add(plain(in + field.opcode() + " " + field.owner().asInternalName() + "." + field.name() + " "
                        + field.type()));
            case InvokeDynamicInstruction dynamic ->
                lines.add(plain(in + dynamic.name() + " " + dynamic.type() + " "
                        + dynamic.bootstrapArgs().stream().map(String::valueOf).toList()));
            default -> {}
        }
    }

    private String plain(String text) {
        return names.matcher(MADE.matcher(text.replace('/', '.')).replaceAll("$1$2"))
                .replaceAll("*");
    }
}
