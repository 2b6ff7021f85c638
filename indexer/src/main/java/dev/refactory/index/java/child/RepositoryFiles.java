package dev.refactory.index.java.child;

import com.sun.tools.javac.api.ClientCodeWrapper.Trusted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/// What the compiler can see: the headers of a repository as its source path, jars as its class path, a language
/// level's platform. Nothing can be written, and closing it closes nothing: the parts are kept for other requests.
@Trusted
final class RepositoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final JavaFileManager platform;
    private final Map<String, List<JavaFileObject>> packages = new HashMap<>();

    RepositoryFiles(JavaFileManager classpath, JavaFileManager platform) {
        super(classpath);
        this.platform = platform;
    }

    /// Lists a header under one of its types. The caller adds each qualified name once.
    /// @param text called when the compiler wants to know what is in it
    void add(String path, String packageName, String type, Supplier<String> text) {
        String typeName = packageName.isEmpty() ? type : packageName + "." + type;
        packages.computeIfAbsent(packageName, name -> new ArrayList<>()).add(SourceFile.header(path, typeName, text));
    }

    private JavaFileManager at(Location location) {
        return platform.hasLocation(location) ? platform : fileManager;
    }

    @Override
    public boolean hasLocation(Location location) {
        return location == StandardLocation.SOURCE_PATH
                || platform.hasLocation(location)
                || location == StandardLocation.CLASS_PATH;
    }

    @Override
    public Iterable<JavaFileObject> list(Location location, String packageName, Set<Kind> kinds, boolean recurse)
            throws IOException {
        if (location == StandardLocation.SOURCE_PATH) {
            return kinds.contains(Kind.SOURCE) ? packages.getOrDefault(packageName, List.of()) : List.of();
        }
        return at(location).list(location, packageName, kinds, recurse);
    }

    @Override
    public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
        if (file instanceof SourceFile source) {
            return source.typeName();
        }
        return at(location).inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        return a.equals(b);
    }

    @Override
    public @Nullable JavaFileObject getJavaFileForInput(Location location, String className, Kind kind)
            throws IOException {
        return location == StandardLocation.SOURCE_PATH
                ? null
                : at(location).getJavaFileForInput(location, className, kind);
    }

    @Override
    public @Nullable FileObject getFileForInput(Location location, String packageName, String relativeName)
            throws IOException {
        return location == StandardLocation.SOURCE_PATH
                ? null
                : at(location).getFileForInput(location, packageName, relativeName);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(Location location, String className, Kind kind, FileObject sibling) {
        throw new UnsupportedOperationException("Nothing is written here");
    }

    @Override
    public FileObject getFileForOutput(Location location, String packageName, String relativeName, FileObject sibling) {
        throw new UnsupportedOperationException("Nothing is written here");
    }

    @Override
    public Location getLocationForModule(Location location, String moduleName) throws IOException {
        return at(location).getLocationForModule(location, moduleName);
    }

    @Override
    public Location getLocationForModule(Location location, JavaFileObject file) throws IOException {
        return at(location).getLocationForModule(location, file);
    }

    @Override
    public String inferModuleName(Location location) throws IOException {
        return at(location).inferModuleName(location);
    }

    @Override
    public Iterable<Set<Location>> listLocationsForModules(Location location) throws IOException {
        return at(location).listLocationsForModules(location);
    }

    @Override
    public boolean contains(Location location, FileObject file) throws IOException {
        return !(file instanceof SourceFile) && at(location).contains(location, file);
    }

    @Override
    public ClassLoader getClassLoader(Location location) {
        // Classes of a repository and its jars are read, never loaded: this one knows the JDK's alone.
        return ClassLoader.getPlatformClassLoader();
    }

    @Override
    public void close() {
        // The parts are shared with later requests.
    }
}
