package dev.refactory.worker.house;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.index.java.ChildJavaAttributor;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.kit.time.SystemTime;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The indexer's own attributor, one child for all tests of this JVM. What it said of the same request is
/// remembered, so that a thousand runs of one job ask it once.
public final class Compiler implements JavaAttributor {
    private static final int REMEMBERED = 200;
    private static final Compiler SHARED = new Compiler();

    private final ChildJavaAttributor child = new ChildJavaAttributor(
            ChildJavaAttributor.Config.defaults().withChildren(1).withThreads(1).withHeapMib(256), SystemTime.ticker());
    private final Map<String, List<Partial>> known = new LinkedHashMap<>();
    private final Map<String, List<Indexed>> indexed = new LinkedHashMap<>();
    private final AtomicInteger attributions = new AtomicInteger();
    private final AtomicInteger parses = new AtomicInteger();

    private Compiler() {
        Runtime.getRuntime().addShutdownHook(new Thread(child::close));
    }

    public static Compiler shared() {
        return SHARED;
    }

    /// How often facts were asked for, remembered answers included.
    public int attributions() {
        return attributions.get();
    }

    public int parses() {
        return parses.get();
    }

    @Override
    public List<FileFacts> attribute(Request request, BooleanSupplier cancelled) {
        return reattribute(request, Focus.EVERYTHING, cancelled).stream()
                .map(Partial::facts)
                .toList();
    }

    @Override
    public List<Partial> reattribute(Request request, Focus focus, BooleanSupplier cancelled) {
        attributions.incrementAndGet();
        String key = key(request) + "\n\n" + new TreeSet<>(focus.names()) + new TreeSet<>(focus.paths());
        synchronized (known) {
            List<Partial> facts = known.get(key);
            if (facts == null) {
                facts = child.reattribute(request, focus, cancelled);
                if (known.size() == REMEMBERED) {
                    known.remove(known.keySet().iterator().next());
                }
                known.put(key, facts);
            }
            return facts;
        }
    }

    @Override
    public void index(Request request, BooleanSupplier cancelled, Consumer<Indexed> reader) {
        attributions.incrementAndGet();
        String key = key(request);
        List<Indexed> found;
        synchronized (known) {
            found = indexed.computeIfAbsent(key, _ -> {
                List<Indexed> answers = new ArrayList<>();
                child.index(request, cancelled, answers::add);
                return answers;
            });
            if (indexed.size() > REMEMBERED) {
                indexed.remove(indexed.keySet().iterator().next());
            }
        }
        found.forEach(reader);
    }

    private static String key(Request request) {
        StringBuilder key = new StringBuilder();
        for (Request.Group group : request.groups()) {
            key.append(group.release()).append(group.classpath());
            group.attribute()
                    .forEach(source -> key.append('\n').append(source.path()).append(source.blobId()));
            key.append("\n\n");
            group.headers()
                    .forEach(source -> key.append('\n').append(source.path()).append(source.blobId()));
        }
        return key.toString();
    }

    @Override
    public List<Parsed> parse(List<Source> sources, int release, BooleanSupplier cancelled) {
        parses.incrementAndGet();
        return child.parse(sources, release, cancelled);
    }

    @Override
    public void close() {
        // Lives as long as the JVM.
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
