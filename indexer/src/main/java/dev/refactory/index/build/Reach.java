package dev.refactory.index.build;

import dev.refactory.graph.model.Outline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// How far a change of some files reaches into the others, told by names alone. A file the change does not reach has
/// the
/// facts it had, because every fact of it follows from its text and from declarations whose names it mentions:
///
/// - it uses a member that changed, or that another now hides: it mentions that member's name;
/// - it uses a type that changed without naming it: then it mentions something declared with that type, or with a type
///   declared with it, and so on ([#spread]);
/// - it declares a subtype of what changed: then it is found by inheritance, which the caller looks up.
///
/// @param names hashes of the simple names that mean something else than before
/// @param types qualified names of types that changed, themselves or in a member
/// @param packages packages that have files before or after the change only, among the changed files
/// @param unknown a file with syntax errors changed: what it declares cannot be compared
record Reach(Set<Integer> names, Set<String> types, Set<String> packages, boolean unknown) {
    /// Outlines of the changed files, those that came and went included.
    static Reach of(Collection<Outline> before, Collection<Outline> after) {
        boolean unknown =
                before.stream().anyMatch(Outline::broken) || after.stream().anyMatch(Outline::broken);
        Map<String, List<Outline.Type>> old = byName(before);
        Map<String, List<Outline.Type>> young = byName(after);
        Set<Integer> names = new HashSet<>();
        Set<String> types = new TreeSet<>();
        Set<String> all = new TreeSet<>(old.keySet());
        all.addAll(young.keySet());
        for (String type : all) {
            List<Outline.Type> was = old.getOrDefault(type, List.of());
            List<Outline.Type> is = young.getOrDefault(type, List.of());
            if (was.size() != 1
                    || is.size() != 1
                    || was.getFirst().shape() != is.getFirst().shape()) {
                if (!alike(was, is)) {
                    names.add(simpleName(type).hashCode());
                    types.add(type);
                }
            }
            Map<Integer, Set<Long>> members = members(was);
            Map<Integer, Set<Long>> now = members(is);
            Set<Integer> either = new HashSet<>(members.keySet());
            either.addAll(now.keySet());
            for (Integer member : either) {
                if (!members.getOrDefault(member, Set.of()).equals(now.getOrDefault(member, Set.of()))) {
                    names.add(member);
                    types.add(type);
                }
            }
        }
        Set<String> packages = packages(before);
        Set<String> packagesNow = packages(after);
        Set<String> comeAndGone = new TreeSet<>(packages);
        comeAndGone.addAll(packagesNow);
        packages.retainAll(packagesNow);
        comeAndGone.removeAll(packages);
        return new Reach(names, types, comeAndGone, unknown);
    }

    private static boolean alike(List<Outline.Type> was, List<Outline.Type> is) {
        return was.stream()
                .map(Outline.Type::shape)
                .sorted()
                .toList()
                .equals(is.stream().map(Outline.Type::shape).sorted().toList());
    }

    private static Map<String, List<Outline.Type>> byName(Collection<Outline> outlines) {
        Map<String, List<Outline.Type>> types = new TreeMap<>();
        for (Outline outline : outlines) {
            String prefix = outline.packageName().isEmpty() ? "" : outline.packageName() + ".";
            outline.types()
                    .forEach(type -> types.computeIfAbsent(prefix + type.name(), _ -> new ArrayList<>())
                            .add(type));
        }
        return types;
    }

    private static Map<Integer, Set<Long>> members(List<Outline.Type> types) {
        Map<Integer, Set<Long>> members = new HashMap<>();
        for (Outline.Type type : types) {
            type.members()
                    .forEach(member -> members.computeIfAbsent(member.name(), _ -> new HashSet<>())
                            .add(member.declared()));
        }
        return members;
    }

    private static Set<String> packages(Collection<Outline> outlines) {
        Set<String> packages = new TreeSet<>();
        outlines.forEach(outline -> packages.add(outline.packageName()));
        return packages;
    }

    private static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /// Nothing that others can see has changed.
    boolean nowhere() {
        return !unknown && names.isEmpty() && packages.isEmpty();
    }

    /// The names, those of packages that come or go, and of everything declared with one of them, and so on.
    /// @param same outlines of all files that did not change
    /// @param before of those that did, as they were
    /// @param after … and as they are
    Set<Integer> spread(Collection<Outline> same, Collection<Outline> before, Collection<Outline> after) {
        Set<Integer> spread = new HashSet<>(names);
        spread.addAll(partsOfPackages(same));
        List<Outline> all = new ArrayList<>(same);
        all.addAll(before);
        all.addAll(after);
        boolean grows = !spread.isEmpty();
        while (grows) {
            int size = spread.size();
            for (Outline outline : all) {
                for (Outline.Type type : outline.types()) {
                    if (any(type.uses(), spread)) {
                        spread.add(type.simpleName().hashCode());
                    }
                    for (Outline.Member member : type.members()) {
                        if (any(member.uses(), spread)) {
                            spread.add(member.name());
                        }
                    }
                }
            }
            grows = spread.size() > size;
        }
        return spread;
    }

    private static boolean any(int[] uses, Set<Integer> names) {
        for (int use : uses) {
            if (names.contains(use)) {
                return true;
            }
        }
        return false;
    }

    /// Of a package that is new or gone, the parts of its name that no other package begins with.
    private Set<Integer> partsOfPackages(Collection<Outline> others) {
        Set<String> prefixes = new HashSet<>();
        for (Outline outline : others) {
            prefixes.addAll(prefixes(outline.packageName()));
        }
        Set<Integer> parts = new HashSet<>();
        for (String changed : packages) {
            for (String prefix : prefixes(changed)) {
                if (!prefixes.contains(prefix)) {
                    parts.add(simpleName(prefix).hashCode());
                }
            }
        }
        return parts;
    }

    private static List<String> prefixes(String packageName) {
        List<String> prefixes = new ArrayList<>();
        for (int dot = packageName.indexOf('.'); dot >= 0; dot = packageName.indexOf('.', dot + 1)) {
            prefixes.add(packageName.substring(0, dot));
        }
        if (!packageName.isEmpty()) {
            prefixes.add(packageName);
        }
        return prefixes;
    }

    /// Whether a file that did not change may have other facts now.
    static boolean reaches(Set<Integer> spread, Outline file) {
        return any(file.mentions(), spread);
    }
}
