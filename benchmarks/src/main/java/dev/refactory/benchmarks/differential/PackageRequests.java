package dev.refactory.benchmarks.differential;

import static dev.refactory.benchmarks.differential.RequestChoice.any;

import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Other names for packages: mostly one that is free, else that of another package of the library.
final class PackageRequests implements RequestChoice.Maker {
    private final List<String> packages;

    PackageRequests(AttributedTree tree) {
        Set<String> found = new TreeSet<>();
        tree.facts().values().stream()
                .flatMap(file -> file.declared().stream())
                .filter(symbol -> symbol.path() != null && symbol.kind().isType())
                .map(SymbolInfo::container)
                .filter(Objects::nonNull)
                .forEach(container -> tree.graph()
                        .symbol(container)
                        .filter(symbol -> symbol.kind() == SymbolKind.PACKAGE)
                        .ifPresent(symbol -> found.add(symbol.symbol())));
        packages = List.copyOf(found);
    }

    @Override
    public Optional<RequestChoice.Draft> draw(RandomGenerator random) {
        if (packages.isEmpty()) {
            return Optional.empty();
        }
        String from = any(packages, random);
        String above = from.contains(".") ? from.substring(0, from.lastIndexOf('.') + 1) : "";
        String to = switch (random.nextInt(4)) {
            case 0 -> any(packages, random);
            case 1 -> from + ".inner";
            case 2 -> above + "renamed" + random.nextInt(100);
            default -> "org.moved." + from.substring(above.length());
        };
        if (to.equals(from)) {
            return Optional.empty();
        }
        String recursive = Boolean.toString(random.nextBoolean());
        Map<String, String> ours = Map.of("package", from, "newName", to, "recursive", recursive);
        Map<String, String> theirs = Map.of("from", from, "to", to, "recursive", recursive);
        return Optional.of(new RequestChoice.Draft(
                from + " to " + to + (recursive.equals("true") ? " with subpackages" : ""),
                new Request.Asked("rename-package", ours),
                new Request.Asked("ChangePackage", theirs),
                List.of(from, to)));
    }
}
