package dev.refactory.refactor.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Requests to rename any package, with those below it or without: half of them to a name with a new
/// word in it, beside, above or below the old one; the others to what is there already or is no name.
final class PackageRequests implements RequestMaker {
    @Override
    public String recipe() {
        return "rename-package";
    }

    @Override
    public Optional<Request> make(Library library, RandomGenerator random) {
        Set<String> found = new TreeSet<>();
        library.texts().keySet().forEach(path -> {
            int slash = path.lastIndexOf('/');
            if (slash > 0 && path.endsWith(".java")) {
                found.add(path.substring(0, slash).replace('/', '.'));
            }
        });
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<String> packages = List.copyOf(found);
        String name = packages.get(random.nextInt(packages.size()));
        String recursive = String.valueOf(random.nextBoolean());
        boolean fresh = random.nextInt(5) > 1;
        String newName = fresh ? fresh(library, name, random) : taken(packages, name, random);
        boolean natives = library.declared(symbol -> symbol.has("native")).isEmpty();
        return Optional.of(new Request(
                recipe(),
                Map.of("package", name, "newName", newName, "recursive", recursive),
                fresh && natives,
                fresh
                        ? new Promise.PackageRenaming(
                                name, newName, Map.of("package", newName, "newName", name, "recursive", recursive))
                        : new Promise.Compiles()));
    }

    private static String fresh(Library library, String name, RandomGenerator random) {
        String word = NewNames.fresh(library, "pack", random);
        String above = name.substring(0, name.lastIndexOf('.') + 1);
        return switch (random.nextInt(5)) {
            case 0 -> name + "." + word;
            case 1 -> word;
            case 2 -> name + word;
            case 3 -> word + "." + name;
            default -> above + word;
        };
    }

    private static String taken(List<String> packages, String name, RandomGenerator random) {
        String above = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        String other = packages.get(random.nextInt(packages.size()));
        return switch (random.nextInt(9)) {
            case 0 -> above;
            case 1 -> above + ".class";
            case 2 -> "java.util";
            case 3 -> name + ".1st";
            case 4 -> above + "._";
            case 5 -> name.substring(0, name.length() - 1);
            case 6 -> name + "." + other;
            default -> other;
        };
    }
}
