package dev.refactory.index.java.child;

import com.sun.tools.javac.api.ClientCodeWrapper.Trusted;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Supplier;
import javax.tools.SimpleJavaFileObject;

/// A source held in memory, as the compiler sees it: its text without a byte order mark.
@Trusted
final class SourceFile extends SimpleJavaFileObject {
    private final String path;
    private final String typeName;
    private final Supplier<String> text;
    private final boolean header;

    /// @param path relative to the repository's root
    /// @param typeName the qualified name of the top-level type it is listed for; empty when it is not listed
    SourceFile(String path, String typeName, String text) {
        this(path, typeName, () -> text, false);
    }

    private SourceFile(String path, String typeName, Supplier<String> text, boolean header) {
        super(place(path), Kind.SOURCE);
        this.path = path;
        this.typeName = typeName;
        this.text = text;
        this.header = header;
    }

    /// Declarations that are read on behalf of other files.
    ///
    /// @param text called whenever the compiler wants it
    static SourceFile header(String path, String typeName, Supplier<String> text) {
        return new SourceFile(path, typeName, text, true);
    }

    /// A file of methods alone is a class that the compiler names after the file.
    private static URI place(String path) {
        try {
            return new URI("memory", "", "/" + path, null);
        } catch (URISyntaxException e) {
            return URI.create("memory:///source.java");
        }
    }

    boolean isHeader() {
        return header;
    }

    String path() {
        return path;
    }

    String typeName() {
        return typeName;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text.get();
    }

    @Override
    public String getName() {
        return path;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
        return kind == Kind.SOURCE && (path.equals(simpleName + ".java") || path.endsWith("/" + simpleName + ".java"));
    }

    @Override
    public long getLastModified() {
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceFile that && path.equals(that.path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    @Override
    public String toString() {
        return path;
    }
}
