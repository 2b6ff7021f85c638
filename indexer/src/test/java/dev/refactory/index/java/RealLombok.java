package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What Lombok itself makes of sources: a compiler of its own runs it, and the classes are asked what they have.
final class RealLombok {
    private RealLombok() {}

    static Path jar() {
        return SourcesJar.holding("lombok/Getter.class");
    }

    /// Every member of every class, by its symbol, with its modifiers and type.
    /// @param sources texts by path
    /// @param out an empty directory
    static Map<String, String> members(Map<String, String> sources, Path out) {
        try {
            compile(sources, out);
            return members(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Of those sources that compile; the others are taken out of `sources`.
    static Map<String, String> membersOfWhatCompiles(Map<String, String> sources, Path out) {
        try {
            for (int round = 0; ; round++) {
                Path place = Files.createDirectories(out.resolve("round" + round));
                String said = said(sources, place);
                if (said.isEmpty()) {
                    return members(place);
                }
                assertThat(sources.keySet().removeIf(path -> said.contains(path + ":")))
                        .as(said)
                        .isTrue();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void compile(Map<String, String> sources, Path out) throws IOException, InterruptedException {
        assertThat(said(sources, out)).isEmpty();
    }

    /// Empty when everything compiles.
    private static String said(Map<String, String> sources, Path out) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:full",
                "-nowarn",
                "-Xlint:none",
                "-Xmaxerrs",
                "1000",
                "-d",
                out.resolve("classes").toString(),
                "-cp",
                jar().toString(),
                "-processorpath",
                jar().toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = out.resolve("sources").resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        Path list = Files.write(out.resolve("arguments"), arguments);
        String javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
        Process process = new ProcessBuilder(javac, "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "@" + list)
                .redirectErrorStream(true)
                .redirectOutput(out.resolve("said").toFile())
                .start();
        int status = process.waitFor();
        String said = Files.readString(out.resolve("said"), StandardCharsets.UTF_8);
        return status == 0
                ? ""
                : said.lines().filter(line -> line.contains("error:")).collect(Collectors.joining("\n"));
    }

    private static Map<String, String> members(Path out) throws IOException {
        Map<String, String> members = new TreeMap<>();
        Path classes = out.resolve("classes");
        List<String> names;
        try (Stream<Path> files = Files.walk(classes)) {
            names = files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> classes.relativize(file).toString())
                    .map(name -> name.substring(0, name.length() - 6).replace(File.separatorChar, '.'))
                    .toList();
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {url(classes)}, ClassLoader.getPlatformClassLoader())) {
            for (String name : names) {
                Class<?> type = Class.forName(name, false, loader);
                if (type.getCanonicalName() != null) {
                    members(type, members);
                }
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return members;
    }

    private static URL url(Path directory) {
        try {
            return directory.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void members(Class<?> type, Map<String, String> members) {
        String owner = type.getCanonicalName();
        int hidden = Modifier.ABSTRACT | Modifier.INTERFACE | (type.isEnum() || type.isRecord() ? Modifier.FINAL : 0);
        hidden |= type.isEnum() || type.isRecord() || type.isInterface() ? Modifier.STATIC : 0;
        members.put(owner, "type " + Modifier.toString(type.getModifiers() & ~hidden & 0x1f));
        for (Field field : type.getDeclaredFields()) {
            if (!field.isSynthetic()) {
                members.put(
                        owner + "#" + field.getName(),
                        modifiers(field.getModifiers() & Modifier.fieldModifiers()) + name(field.getGenericType()));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (!method.isSynthetic() && !method.isBridge()) {
                members.put(
                        owner + "#" + method.getName() + erased(method.getParameterTypes(), 0),
                        modifiers(method.getModifiers() & Modifier.methodModifiers())
                                + variables(method)
                                + name(method.getGenericReturnType())
                                + generic(method));
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (!constructor.isSynthetic()) {
                boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
                int skipped = type.isEnum() ? 2 : inner ? 1 : 0;
                members.put(
                        owner + "#<init>" + erased(constructor.getParameterTypes(), skipped),
                        modifiers(constructor.getModifiers() & Modifier.constructorModifiers()) + generic(constructor));
            }
        }
    }

    private static String modifiers(int flags) {
        return flags == 0 ? "" : Modifier.toString(flags) + " ";
    }

    private static String erased(Class<?>[] parameters, int skipped) {
        return Arrays.stream(parameters)
                .skip(skipped)
                .map(Class::getCanonicalName)
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static String generic(Executable executable) {
        if (executable instanceof Constructor<?>) {
            return "";
        }
        return Arrays.stream(executable.getGenericParameterTypes())
                .map(RealLombok::name)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String variables(Method method) {
        TypeVariable<?>[] variables = method.getTypeParameters();
        return variables.length == 0
                ? ""
                : Arrays.stream(variables).map(RealLombok::variable).collect(Collectors.joining(", ", "<", "> "));
    }

    private static String variable(TypeVariable<?> variable) {
        String bounds = Arrays.stream(variable.getBounds())
                .filter(bound -> bound != Object.class)
                .map(RealLombok::name)
                .collect(Collectors.joining(" & "));
        return bounds.isEmpty() ? variable.getName() : variable.getName() + " extends " + bounds;
    }

    private static String name(Type type) {
        return switch (type) {
            case Class<?> plain -> plain.getSimpleName();
            case GenericArrayType array -> name(array.getGenericComponentType()) + "[]";
            case ParameterizedType generic ->
                name(generic.getRawType())
                        + Arrays.stream(generic.getActualTypeArguments())
                                .map(RealLombok::name)
                                .collect(Collectors.joining(", ", "<", ">"));
            case WildcardType wildcard
            when wildcard.getLowerBounds().length > 0 -> "? super " + name(wildcard.getLowerBounds()[0]);
            case WildcardType wildcard
            when wildcard.getUpperBounds()[0] != Object.class -> "? extends " + name(wildcard.getUpperBounds()[0]);
            case WildcardType wildcard -> "?";
            default -> type.getTypeName();
        };
    }
}
