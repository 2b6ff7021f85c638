package dev.refactory.index.build;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.index.java.JavaAttributor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Remembers which files were asked about.
final class CountingAttributor implements JavaAttributor {
    private final JavaAttributor attributor;
    private final List<String> paths = new ArrayList<>();
    private int largest;

    CountingAttributor(JavaAttributor attributor) {
        this.attributor = attributor;
    }

    /// Those since it was last asked.
    Set<String> take() {
        Set<String> taken = new TreeSet<>(paths);
        paths.clear();
        largest = 0;
        return taken;
    }

    /// Files of the request that asked about most since [#take].
    int largest() {
        return largest;
    }

    @Override
    public List<FileFacts> attribute(Request request, BooleanSupplier cancelled) {
        return attributor.attribute(request, cancelled);
    }

    @Override
    public List<Partial> reattribute(Request request, Focus focus, BooleanSupplier cancelled) {
        request.attribute().forEach(source -> paths.add(source.path()));
        return attributor.reattribute(request, focus, cancelled);
    }

    @Override
    public void index(Request request, BooleanSupplier cancelled, Consumer<Indexed> reader) {
        request.attribute().forEach(source -> paths.add(source.path()));
        largest = Math.max(largest, request.attribute().size());
        attributor.index(request, cancelled, reader);
    }

    @Override
    public List<Parsed> parse(List<Source> sources, int level, BooleanSupplier cancelled) {
        return attributor.parse(sources, level, cancelled);
    }

    @Override
    public void close() {
        attributor.close();
    }
}
