package dev.refactory.refactor.harness;

import dev.refactory.refactor.recipe.Dependencies;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Dependencies as a case gives them, each on a line of its own: `library: coordinates = type, type`,
/// `unresolved: coordinates: why` and `module: root name = coordinates, test coordinates`; and the Java level as
/// `release: 17`. Types of the
/// JDK stand in for those of libraries, so that they are bound without a jar.
final class TestDependencies implements Dependencies {
    private final Map<String, Set<String>> libraries = new LinkedHashMap<>();
    private final List<String> unresolved = new ArrayList<>();
    private final List<Module> modules = new ArrayList<>();
    private int release = NEWEST;

    /// Whether the line is about dependencies.
    boolean read(String line) {
        String value = line.substring(line.indexOf(": ") + 2);
        String[] parts = value.split(" = ", 2);
        List<String> items = parts.length < 2 ? List.of() : List.of(parts[1].split(", *"));
        if (line.startsWith("library: ")) {
            libraries.put(parts[0].strip(), new TreeSet<>(items));
        } else if (line.startsWith("unresolved: ")) {
            unresolved.add(value);
        } else if (line.startsWith("module: ")) {
            Set<String> main = new TreeSet<>();
            Set<String> test = new TreeSet<>();
            items.forEach(item -> (item.startsWith("test ") ? test : main).add(item.replace("test ", "")));
            test.addAll(main);
            String[] names = parts[0].strip().split(" ");
            modules.add(new Module(names[0].equals(".") ? "" : names[0], names[1], main, test));
        } else if (line.startsWith("release: ")) {
            release = Integer.parseInt(value.strip());
        } else {
            return false;
        }
        return true;
    }

    @Override
    public List<String> resolved() {
        return List.copyOf(libraries.keySet());
    }

    @Override
    public List<String> unresolved() {
        return unresolved;
    }

    @Override
    public int release(String path) {
        return release;
    }

    @Override
    public List<Module> modules() {
        return modules;
    }

    @Override
    public Set<String> declaredBy(String coordinates, Collection<String> types) {
        Set<String> declared = new TreeSet<>(libraries.getOrDefault(coordinates, Set.of()));
        declared.retainAll(Set.copyOf(types));
        return declared;
    }
}
