package dev.refactory.refactor.fuzz;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What class files say of one another, which tells the texts that a change can reach.
final class ClassUses {
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([^;<]+)[;<]");

    private final Map<String, Set<String>> declared = new HashMap<>();
    private final Map<String, Set<String>> mentioned = new HashMap<>();
    private final Map<String, Set<String>> below = new HashMap<>();
    private final Map<String, String> sources = new HashMap<>();

    private ClassUses() {}

    static ClassUses of(Collection<PlainCompiler.Written> classes) {
        ClassUses uses = new ClassUses();
        classes.forEach(uses::read);
        return uses;
    }

    private void read(PlainCompiler.Written written) {
        ClassModel model = ClassFile.of().parse(written.bytes());
        String name = model.thisClass().asInternalName();
        sources.put(name, written.source());
        declared.computeIfAbsent(written.source(), s -> new TreeSet<>()).add(name);
        Set<ClassEntry> above = new HashSet<>(model.interfaces());
        model.superclass().ifPresent(above::add);
        above.forEach(each -> below.computeIfAbsent(each.asInternalName(), a -> new HashSet<>())
                .add(name));
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry type -> mention(type.asInternalName(), written.source());
                case Utf8Entry text -> {
                    Matcher types = IN_DESCRIPTOR.matcher(text.stringValue());
                    while (types.find()) {
                        mention(types.group(1), written.source());
                    }
                }
                default -> {}
            }
        }
    }

    private void mention(String type, String source) {
        mentioned.computeIfAbsent(type, t -> new HashSet<>()).add(source);
    }

    /// Files that declare a subtype of anything `changed` declares, or whose classes mention a class of
    /// theirs that has `name` in its own.
    Set<String> reached(Collection<String> changed, String name) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>();
        for (String path : changed) {
            open.addAll(declared.getOrDefault(path, Set.of()));
        }
        for (String type : List.copyOf(open)) {
            if (List.of(type.split("[/$]")).contains(name)) {
                reached.addAll(mentioned.getOrDefault(type, Set.of()));
            }
        }
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            String type = open.remove();
            reached.add(String.valueOf(sources.get(type)));
            for (String subtype : below.getOrDefault(type, Set.of())) {
                if (seen.add(subtype)) {
                    open.add(subtype);
                }
            }
        }
        return reached;
    }

    /// Files that declare a subtype of anything `changed` declares, or whose classes mention a class of
    /// those.
    Set<String> mentioning(Collection<String> changed) {
        Set<String> below = reached(changed, "");
        Set<String> reached = new TreeSet<>(below);
        for (String path : below) {
            for (String type : declared.getOrDefault(path, Set.of())) {
                reached.addAll(mentioned.getOrDefault(type, Set.of()));
            }
        }
        return reached;
    }
}
