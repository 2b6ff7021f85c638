package dev.refactory.index.dependency.gradle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.refactory.index.dependency.gradle.Statement.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The version catalogs of one build, by the name that its scripts use for them.
final class Catalogs {
    private static final TomlMapper TOML = new TomlMapper();

    private final Map<String, Catalog> catalogs = new HashMap<>();

    /// Aliases with dots in the place of `-` and `_`, as accessors have them.
    ///
    /// @param libraries to `group:artifact:version`, or `group:artifact`
    /// @param bundles to aliases of libraries
    /// @param plugins to `id:version`
    record Catalog(
            Map<String, String> versions,
            Map<String, String> libraries,
            Map<String, List<String>> bundles,
            Map<String, String> plugins) {
        Catalog() {
            this(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        }
    }

    boolean has(String name) {
        return catalogs.containsKey(name);
    }

    /// The catalog of this name, which is made when there is none.
    Catalog named(String name) {
        return catalogs.computeIfAbsent(name, _ -> new Catalog());
    }

    /// Adds what a TOML file says; answers with what of it was not understood.
    List<String> read(String name, byte[] toml) {
        List<String> faults = new ArrayList<>();
        Catalog catalog = named(name);
        JsonNode tree;
        try {
            tree = TOML.readTree(toml);
        } catch (JsonProcessingException e) {
            faults.add(e.getOriginalMessage().lines().findFirst().orElse("it is not TOML"));
            return faults;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            faults.add("it cannot be read as TOML");
            return faults;
        }
        tree.path("versions")
                .properties()
                .forEach(each -> version(each.getValue())
                        .ifPresentOrElse(
                                version -> catalog.versions().put(alias(each.getKey()), version),
                                () -> faults.add("version " + each.getKey() + " is not one version")));
        tree.path("libraries")
                .properties()
                .forEach(each -> library(catalog, each.getValue())
                        .ifPresentOrElse(
                                library -> catalog.libraries().put(alias(each.getKey()), library),
                                () -> faults.add("library " + each.getKey() + " is not understood")));
        tree.path("bundles").properties().forEach(each -> {
            List<String> aliases = new ArrayList<>();
            each.getValue().forEach(alias -> aliases.add(alias(alias.asText())));
            catalog.bundles().put(alias(each.getKey()), aliases);
        });
        tree.path("plugins")
                .properties()
                .forEach(each -> plugin(catalog, each.getValue())
                        .ifPresent(plugin -> catalog.plugins().put(alias(each.getKey()), plugin)));
        return faults;
    }

    /// What an accessor stands for: `libs.a.b`, `libs.bundles.c`, `libs.versions.d.get()`.
    Value value(String name, List<Link> links, Expressions expressions) {
        Catalog catalog = named(name);
        if (links.size() > 0
                && links.getFirst().name().startsWith("find")
                && links.getFirst().arguments() != null) {
            String alias = alias(expressions.text(links.getFirst().arguments().nodes()));
            return switch (links.getFirst().name()) {
                case "findLibrary" -> library(catalog, alias);
                case "findVersion" -> version(catalog, alias);
                case "findBundle" -> bundle(catalog, alias);
                case "findPlugin" -> plugin(catalog, alias);
                default -> Value.UNKNOWN;
            };
        }
        List<String> names = new ArrayList<>();
        for (Link link : links) {
            if (link.arguments() == null) {
                names.add(link.name());
            }
        }
        String rest = names.isEmpty() ? "" : String.join(".", names.subList(1, names.size()));
        return switch (names.isEmpty() ? "" : names.getFirst()) {
            case "versions" -> version(catalog, rest);
            case "bundles" -> bundle(catalog, rest);
            case "plugins" -> plugin(catalog, rest);
            default -> library(catalog, String.join(".", names));
        };
    }

    private static Value library(Catalog catalog, String alias) {
        String library = catalog.libraries().get(alias);
        return library == null ? Value.UNKNOWN : Value.text(library);
    }

    private static Value version(Catalog catalog, String alias) {
        String version = catalog.versions().get(alias);
        return version == null ? Value.UNKNOWN : Value.text(version);
    }

    private static Value plugin(Catalog catalog, String alias) {
        String plugin = catalog.plugins().get(alias);
        return plugin == null ? Value.UNKNOWN : Value.text(plugin);
    }

    private static Value bundle(Catalog catalog, String alias) {
        List<String> aliases = catalog.bundles().get(alias);
        return aliases == null
                ? Value.UNKNOWN
                : new Value.Many(
                        aliases.stream().map(each -> library(catalog, each)).toList());
    }

    static String alias(String written) {
        return written.replace('-', '.').replace('_', '.');
    }

    private static Optional<String> library(Catalog catalog, JsonNode library) {
        if (library.isTextual()) {
            return Optional.of(library.asText());
        }
        String module = library.has("module")
                ? library.path("module").asText()
                : library.path("group").asText() + ":" + library.path("name").asText();
        if (module.split(":").length != 2) {
            return Optional.empty();
        }
        JsonNode version = library.path("version");
        if (version.isMissingNode()) {
            return Optional.of(module);
        }
        return version(catalog, version).map(text -> module + ":" + text);
    }

    private static Optional<String> plugin(Catalog catalog, JsonNode plugin) {
        if (plugin.isTextual()) {
            return Optional.of(plugin.asText());
        }
        String id = plugin.path("id").asText();
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(version(catalog, plugin.path("version"))
                        .map(text -> id + ":" + text)
                        .orElse(id));
    }

    private static Optional<String> version(Catalog catalog, JsonNode version) {
        return version.has("ref")
                ? Optional.ofNullable(
                        catalog.versions().get(alias(version.path("ref").asText())))
                : version(version);
    }

    /// A plain version, or the one that a rich version prefers.
    private static Optional<String> version(JsonNode version) {
        if (version.isTextual()) {
            return Optional.of(version.asText());
        }
        for (String kind : List.of("prefer", "require", "strictly")) {
            String text = version.path(kind).asText();
            if (!text.isEmpty() && !Versions.dynamic(text)) {
                return Optional.of(version.has("strictly") ? text + "!!" : text);
            }
        }
        return Optional.empty();
    }
}
