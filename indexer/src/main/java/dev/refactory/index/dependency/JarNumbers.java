package dev.refactory.index.dependency;

import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.dependency.Dependencies.Jar;
import dev.refactory.index.dependency.Dependencies.Module;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes modules down as a snapshot keeps them: each jar once, and its number wherever a module names it.
final class JarNumbers {
    private final List<CompileContext.Jar> jars = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    JarNumbers(List<Jar> all) {
        all.forEach(this::number);
    }

    List<CompileContext.Jar> jars() {
        return jars;
    }

    CompileContext.Module module(Module module) {
        return new CompileContext.Module(
                module.root(),
                module.name(),
                module.release(),
                module.testRelease(),
                module.jars().stream().map(this::number).toList(),
                module.testJars().stream().map(this::number).toList(),
                module.dependsOn(),
                module.testDependsOn(),
                module.dependsOnTests(),
                module.testDependsOnTests(),
                module.sourceRoots(),
                module.testRoots(),
                module.complete());
    }

    private int number(Jar jar) {
        return numbers.computeIfAbsent(jar.coordinates(), coordinates -> {
            jars.add(new CompileContext.Jar(coordinates, jar.sha256()));
            return jars.size() - 1;
        });
    }
}
