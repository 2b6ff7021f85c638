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

/// How far a change of some files reaches into the others, told by names alone. A file the change does
/// not reach has the facts it had, because every fact of it follows from its text and from declarations whose names it
/// mentions:
///
/// - it uses a member that changed, or that another now hides: it mentions that member's name;
/// - it uses a type that changed without naming it: then it mentions something declared with that type, or with a type
///   declared with it, and so on ([#spread]);
/// - it declares a subtype of what changed: then it is found by inheritance, which the caller looks up.
///
/// Changes are told for each compile group by itself: a type that moves to another group is gone for those who see only
/// the first.
///
/// @param names hashes of the simple names that mean something else than before
/// @param types qualified names of types that changed, themselves or in a member
/// @param packages by group, packages that have files before or after the change only, among the changed files
/// @param groups the number of each file's group
/// @param unknown a file with syntax errors changed: what it declares cannot be compared
record Reach(
        Set<Integer> names,
        Set<String> types,
        Map<Integer, Set<String>> packages,
        Map<String, Integer> groups,
        boolean unknown) {
    /// Of files in no compile group: they are not Java's.
    private static final int NO_GROUP = -1;

    /// @param before outlines of the changed files by path, those that are gone included
    /// @param after … those that are new included
    /// @param groups the number of each file's compile group
    static Reach of(Map<String, Outline> before, Map<String, Outline> after, Map<String, Integer> groups) {
        boolean unknown = before.values().stream().anyMatch(Outline::broken)
                || after.values().stream().anyMatch(Outline::broken);
        Reach reach = new Reach(new HashSet<>(), new TreeSet<>(), new TreeMap<>(), groups, unknown);
        Map<Integer, List<Outline>> old = byGroup(before, groups);
        Map<Integer, List<Outline>> young = byGroup(after, groups);
        Set<Integer> either = new TreeSet<>(old.keySet());
        either.addAll(young.keySet());
        either.forEach(
                group -> reach.within(group, old.getOrDefault(group, List.of()), young.getOrDefault(group, List.of())));
        return reach;
    }

    private static Map<Integer, List<Outline>> byGroup(Map<String, Outline> outlines, Map<String, Integer> groups) {
        Map<Integer, List<Outline>> byGroup = new HashMap<>();
        outlines.forEach(
                (path, outline) -> byGroup.computeIfAbsent(groups.getOrDefault(path, NO_GROUP), _ -> new ArrayList<>())
                        .add(outline));
        return byGroup;
    }

    private void within(int group, Collection<Outline> before, Collection<Outline> after) {
        Map<String, List<Outline.Type>> old = byName(before);
        Map<String, List<Outline.Type>> young = byName(after);
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
        Set<String> stay = packages(before);
        Set<String> packagesNow = packages(after);
        Set<String> comeAndGone = new TreeSet<>(stay);
        comeAndGone.addAll(packagesNow);
        stay.retainAll(packagesNow);
        comeAndGone.removeAll(stay);
        if (!comeAndGone.isEmpty()) {
            packages.put(group, comeAndGone);
        }
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
    /// @param same outlines of all files that did not change, by path
    /// @param before of those that did, as they were
    /// @param after … and as they are
    Set<Integer> spread(Map<String, Outline> same, Collection<Outline> before, Collection<Outline> after) {
        Set<Integer> spread = new HashSet<>(names);
        spread.addAll(partsOfPackages(same));
        List<Outline> all = new ArrayList<>(same.values());
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

    /// Of a package that is new or gone, the parts of its name that no other package of its group begins with.
    private Set<Integer> partsOfPackages(Map<String, Outline> others) {
        Set<Integer> parts = new HashSet<>();
        packages.forEach((group, comeAndGone) -> {
            Set<String> prefixes = new HashSet<>();
            others.forEach((path, outline) -> {
                if (groups.getOrDefault(path, NO_GROUP).equals(group)) {
                    prefixes.addAll(prefixes(outline.packageName()));
                }
            });
            for (String changed : comeAndGone) {
                for (String prefix : prefixes(changed)) {
                    if (!prefixes.contains(prefix)) {
                        parts.add(simpleName(prefix).hashCode());
                    }
                }
            }
        });
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
