package dev.refactory.benchmarks.graph;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.index.java.JavaAttributor;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Counts the files that are attributed, which a snapshot does not say.
final class CountedAttributor implements JavaAttributor {
    private final JavaAttributor counted;
    private final AtomicLong files = new AtomicLong();

    CountedAttributor(JavaAttributor counted) {
        this.counted = counted;
    }

    /// Since the last call.
    long takeFiles() {
        return files.getAndSet(0);
    }

    @Override
    public List<FileFacts> attribute(Request request, BooleanSupplier cancelled) {
        files.addAndGet(request.attribute().size());
        return counted.attribute(request, cancelled);
    }

    @Override
    public List<Partial> reattribute(Request request, Focus focus, BooleanSupplier cancelled) {
        files.addAndGet(request.attribute().size());
        return counted.reattribute(request, focus, cancelled);
    }

    @Override
    public void prepare(List<Source> sources) {
        counted.prepare(sources);
    }

    @Override
    public void index(Request request, BooleanSupplier cancelled, Consumer<Indexed> reader) {
        files.addAndGet(request.attribute().size());
        counted.index(request, cancelled, reader);
    }

    @Override
    public List<Parsed> parse(List<Source> sources, int release, BooleanSupplier cancelled) {
        return counted.parse(sources, release, cancelled);
    }

    @Override
    public void close() {
        counted.close();
    }
}
