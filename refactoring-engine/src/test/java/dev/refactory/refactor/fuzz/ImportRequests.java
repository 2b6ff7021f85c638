package dev.refactory.refactor.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Requests to tidy imports that are in disorder: of the files where they are, of their folders, seldom
/// of all. There is no reason to refuse one whose layout can be read.
abstract class ImportRequests implements RequestMaker {
    private final String recipe;

    ImportRequests(String recipe) {
        this.recipe = recipe;
    }

    /// What to ask besides the files.
    abstract Map<String, String> more(RandomGenerator random);

    @Override
    public final String recipe() {
        return recipe;
    }

    @Override
    public final Optional<Request> make(Library library, RandomGenerator random) {
        List<String> paths = library.texts().keySet().stream()
                .filter(path -> path.endsWith(".java"))
                .toList();
        return ImportMess.of(library, paths, random).map(mess -> {
            Map<String, String> parameters = new TreeMap<>(more(random));
            String first = mess.texts().firstKey();
            switch (random.nextInt(12)) {
                case 0 -> {}
                case 1 -> parameters.put("paths", first.substring(0, first.lastIndexOf('/') + 1) + "*");
                default -> parameters.put("paths", String.join(",", mess.texts().keySet()));
            }
            boolean legal = !Organize.NO_LAYOUTS.contains(parameters.getOrDefault("layout", "*"));
            Map<String, List<String>> unused = new TreeMap<>(mess.unused());
            if (parameters.getOrDefault("paths", "").endsWith("*")) {
                unused.keySet()
                        .removeIf(path -> path.lastIndexOf('/') != first.lastIndexOf('/')
                                || !path.startsWith(first.substring(0, first.lastIndexOf('/') + 1)));
            }
            return new Request(
                    recipe,
                    parameters,
                    legal,
                    new Promise.ImportsOnly(
                            !parameters.getOrDefault("removeUnused", "true").equals("false"), new TreeMap<>(unused)),
                    mess.texts());
        });
    }

    /// Whatever nothing needs.
    static final class Remove extends ImportRequests {
        Remove() {
            super("remove-unused-imports");
        }

        @Override
        Map<String, String> more(RandomGenerator random) {
            return Map.of();
        }
    }

    /// By the library's layout, or another one.
    static final class Organize extends ImportRequests {
        private static final List<String> NO_LAYOUTS = List.of("java", "java,java,*", "*|static java", "a b,*");
        private static final List<String> LAYOUTS = List.of(
                "*|static *",
                "static *|*",
                "java,javax|*|static *",
                "static *|java|javax|org|com|*",
                "*|java,javax,static *",
                "java.util|java|*|static java.lang.Math,static *",
                "*");

        Organize() {
            super("organize-imports");
        }

        @Override
        Map<String, String> more(RandomGenerator random) {
            Map<String, String> more = new TreeMap<>();
            switch (random.nextInt(8)) {
                case 0, 1 -> {}
                case 2 -> more.put("layout", NO_LAYOUTS.get(random.nextInt(NO_LAYOUTS.size())));
                default -> more.put("layout", LAYOUTS.get(random.nextInt(LAYOUTS.size())));
            }
            if (random.nextInt(3) == 0) {
                more.put("removeUnused", String.valueOf(random.nextBoolean()));
            }
            return more;
        }
    }
}
