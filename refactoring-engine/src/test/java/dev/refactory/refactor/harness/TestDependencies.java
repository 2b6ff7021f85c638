package dev.refactory.refactor.harness;

import dev.refactory.refactor.recipe.Dependencies;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Dependencies as a case gives them. Types of the JDK stand in for those of libraries, so that they
/// are bound without a jar.
final class TestDependencies implements Dependencies {
    private final List<String> resolved = new ArrayList<>();
    private final List<String> unresolved = new ArrayList<>();
    private final Map<String, String> declaring = new TreeMap<>();

    /// Whether the line is about dependencies.
    boolean read(String line) {
        if (line.startsWith("library: ")) {
            String[] parts = line.substring("library: ".length()).split(" *= *", 2);
            resolved.add(parts[0].strip());
            for (String type : parts.length < 2 ? new String[0] : parts[1].split(", *")) {
                declaring.put(type.strip(), parts[0].strip());
            }
            return true;
        } else if (line.startsWith("unresolved: ")) {
            unresolved.add(line.substring("unresolved: ".length()));
            return true;
        }
        return false;
    }

    @Override
    public List<String> resolved() {
        return resolved;
    }

    @Override
    public List<String> unresolved() {
        return unresolved;
    }

    @Override
    public Map<String, String> declaring(Collection<String> types) {
        Map<String, String> found = new TreeMap<>(declaring);
        found.keySet().retainAll(types);
        return found;
    }
}
