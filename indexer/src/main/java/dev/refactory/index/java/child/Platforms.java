package dev.refactory.index.java.child;

import com.sun.tools.javac.api.JavacTool;
import com.sun.tools.javac.file.CacheFSInfo;
import com.sun.tools.javac.file.JavacFileManager;
import com.sun.tools.javac.main.Option;
import com.sun.tools.javac.platform.JDKPlatformProvider;
import com.sun.tools.javac.util.Context;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaFileManager;
import javax.tools.StandardLocation;

/// Opened platforms (the JDK's own record of each language level's classes) and opened classpaths, kept between
/// requests. At most [#MAX_PLATFORMS] and [#MAX_CLASSPATHS] stay open; the one unused longest is closed first.
final class Platforms {
    private static final int MAX_PLATFORMS = 4;
    private static final int MAX_CLASSPATHS = 4;

    private final JDKPlatformProvider provider = new JDKPlatformProvider();
    private final Map<Integer, JavaFileManager> platforms = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Classpath, JavaFileManager> classpaths = new LinkedHashMap<>(16, 0.75f, true);

    private record Classpath(int release, List<String> jars) {}

    /// The classes of a language level.
    JavaFileManager platform(int release) {
        JavaFileManager platform = platforms.get(release);
        if (platform == null) {
            platform = provider.getPlatformTrusted(Integer.toString(release)).getFileManager();
            platforms.put(release, platform);
            closeEldest(platforms, MAX_PLATFORMS);
        }
        return platform;
    }

    /// The classes of jars, for programs of a language level (a multi-release jar shows other classes to each).
    /// Jars that are missing are skipped, as the compiler does.
    JavaFileManager classpath(int release, List<String> jars) {
        Classpath key = new Classpath(release, jars);
        JavaFileManager files = classpaths.get(key);
        if (files == null) {
            files = open(key);
            classpaths.put(key, files);
            closeEldest(classpaths, MAX_CLASSPATHS);
        }
        return files;
    }

    private static JavaFileManager open(Classpath classpath) {
        Context context = new Context();
        context.put(com.sun.tools.javac.util.Log.errKey, new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        CacheFSInfo.preRegister(context);
        JavacFileManager files = new JavacFileManager(context, true, StandardCharsets.UTF_8);
        files.handleOption(Option.MULTIRELEASE, Integer.toString(classpath.release()));
        List<Path> paths = new ArrayList<>();
        classpath.jars().forEach(jar -> paths.add(Path.of(jar)));
        try {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, paths);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    static JavacTool compiler() {
        return JavacTool.create();
    }

    private static <K> void closeEldest(Map<K, JavaFileManager> managers, int limit) {
        if (managers.size() <= limit) {
            return;
        }
        var eldest = managers.entrySet().iterator();
        JavaFileManager closing = eldest.next().getValue();
        eldest.remove();
        try {
            closing.close();
        } catch (IOException e) {
            System.err.println(
                    "closing a class file store failed: " + e.getClass().getName());
        }
    }
}
