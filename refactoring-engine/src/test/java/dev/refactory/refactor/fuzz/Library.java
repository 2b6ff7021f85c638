package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.index.dependency.Dependencies;
import dev.refactory.index.dependency.MavenDependencies;
import dev.refactory.refactor.harness.TestFacts;
import dev.refactory.refactor.verify.OverlayGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A published library as a repository: its texts, its graph, and what the plain compiler makes of it.
///
/// @param texts by path, as far as they are text
/// @param compiled without errors: what did not compile was left out
/// @param leftOut paths of what was
record Library(
        String name,
        SortedMap<String, String> texts,
        SortedMap<String, FileFacts> facts,
        GraphView graph,
        Attributing attributing,
        PlainCompiler compiler,
        PlainCompiler.Compiled compiled,
        ClassUses uses,
        Set<String> leftOut)
        implements AutoCloseable {
    private static final int MOST_BYTES = 1 << 24;

    /// What it declares itself and of which something holds, in the order of files.
    List<SymbolInfo> declared(Predicate<SymbolInfo> wanted) {
        return facts.values().stream()
                .flatMap(file -> file.declared().stream())
                .filter(symbol -> symbol.path() != null && wanted.test(symbol))
                .toList();
    }

    /// With some texts otherwise that compile to the same classes.
    Library with(Map<String, String> given) {
        if (given.isEmpty()) {
            return this;
        }
        SortedMap<String, String> otherwise = new TreeMap<>(texts);
        otherwise.putAll(given);
        SortedMap<String, FileFacts> own = attributing.some(otherwise, given.keySet());
        SortedMap<String, FileFacts> all = new TreeMap<>(facts);
        all.putAll(own);
        GraphView over = new OverlayGraph(graph, own, Set.of());
        return new Library(name, otherwise, all, over, attributing, compiler, compiled, uses, leftOut);
    }

    /// @param classpath what it is compiled against
    static Library of(String name, SortedMap<String, String> published, List<Path> classpath) {
        SortedMap<String, String> texts = new TreeMap<>(published);
        PlainCompiler compiler = new PlainCompiler(classpath);
        Set<String> leftOut = new TreeSet<>();
        PlainCompiler.Compiled compiled = compiler.compile(texts, Map.of());
        while (!compiled.errors().isEmpty()) {
            if (!texts.keySet().removeAll(compiled.broken())) {
                throw new IllegalStateException(name + " does not compile: " + compiled.errors());
            }
            leftOut.addAll(compiled.broken());
            compiled = compiler.compile(texts, Map.of());
        }
        Attributing attributing = new Attributing(classpath);
        SortedMap<String, FileFacts> facts = attributing.all(texts);
        return new Library(
                name,
                texts,
                facts,
                TestFacts.graph(facts),
                attributing,
                compiler,
                compiled,
                ClassUses.of(compiled.classes().values()),
                leftOut);
    }

    /// The library whose sources are on the test class path, and an entry of them.
    static Library onTheClassPath(String name, String entry) throws IOException {
        String url = String.valueOf(Library.class.getClassLoader().getResource(entry));
        String jar = url.substring("jar:file:".length(), url.indexOf('!'));
        return of(name, texts(Path.of(jar)), List.of());
    }

    /// @param named `group:artifact:version`, and after `+` each what its sources need besides what its
    ///     build file says
    static Library published(String named) throws IOException {
        List<String> coordinates = Arrays.asList(named.split("\\+"));
        String library = coordinates.getFirst();
        Dependencies dependencies = new MavenDependencies(List.of(), null);
        String alone = "<classifier>sources</classifier>"
                + "<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>";
        Dependencies.Resolved sources = resolved(dependencies, pom(List.of(library), alone));
        Path archive = sources.jars().stream()
                .filter(jar -> jar.coordinates().equals(library + ":sources"))
                .findFirst()
                .map(Dependencies.Jar::path)
                .orElseThrow(() -> new IOException("No sources of " + library + ": " + sources.unresolved()));
        // The resolver keeps the build file beside the archive, whose name it has but for the classifier.
        String file = String.valueOf(archive.getFileName()).replace("-sources.jar", ".pom");
        Set<Path> classpath = new LinkedHashSet<>();
        for (String pom : List.of(
                Files.readString(archive.resolveSibling(file)), pom(coordinates.subList(1, coordinates.size()), ""))) {
            Dependencies.Resolved resolved = resolved(dependencies, pom);
            resolved.unresolved().forEach(problem -> System.out.println(library + " lacks " + problem));
            resolved.modules().forEach(module -> module.jars().forEach(jar -> classpath.add(jar.path())));
        }
        return of(library, texts(archive), new ArrayList<>(classpath));
    }

    private static Dependencies.Resolved resolved(Dependencies dependencies, String pom) {
        return dependencies.resolve(Map.of("pom.xml", pom.getBytes(StandardCharsets.UTF_8)), () -> false);
    }

    private static String pom(List<String> needs, String more) {
        StringBuilder dependencies = new StringBuilder();
        for (String need : needs) {
            String[] parts = need.split(":");
            dependencies.append(
                    "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</dependency>\n"
                            .formatted(parts[0], parts[1], parts[2], more));
        }
        return """
                <project><modelVersion>4.0.0</modelVersion><groupId>fuzz</groupId><artifactId>fuzz</artifactId>
                <version>1</version><dependencies>
                %s</dependencies></project>
                """.formatted(dependencies);
    }

    /// Without modules, which would hide the class path, and without what other releases of Java have.
    private static SortedMap<String, String> texts(Path jar) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                String path = entry.getName();
                boolean wanted = !entry.isDirectory()
                        && !path.endsWith("module-info.java")
                        && !path.startsWith("META-INF/versions/")
                        && !path.startsWith("META-INF/maven/");
                if (wanted) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        texts.put(path, text(in.readNBytes(MOST_BYTES)));
                    } catch (CharacterCodingException e) {
                        // No text.
                        continue;
                    }
                }
            }
        }
        return texts;
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /// Whether any of its texts has `name` in it.
    boolean writes(String name) {
        return texts.values().stream().anyMatch(text -> text.contains(name));
    }

    @Override
    public void close() throws IOException {
        compiler.close();
        attributing.close();
    }
}
