package dev.refactory.index.java;

import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.index.java.wire.Messages.AttributeRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Files that are put to a child at once.
///
/// @param part the files, group after group
/// @param headers other files that are seen by one of the groups, each once
record Batch(List<AttributeRequest.Group> groups, List<Source> part, List<Source> headers, Shares shares) {
    /// @param wanted some of the request's files
    /// @param poisoned files nobody is to see
    /// @param limits of what all threads hold together
    static Batch of(
            Request request,
            List<Source> wanted,
            Set<Source> poisoned,
            ChildJavaAttributor.Config.Limits limits,
            int threads) {
        Set<Source> asked = new HashSet<>(wanted);
        Map<Request.Group, List<Source>> parts = new LinkedHashMap<>();
        for (Request.Group group : request.groups()) {
            List<Source> part =
                    group.attribute().stream().filter(asked::contains).toList();
            if (!part.isEmpty()) {
                parts.put(group, part);
            }
        }
        List<Source> part = parts.values().stream().flatMap(List::stream).toList();
        Map<Source, Integer> indexes = new HashMap<>();
        part.forEach(source -> indexes.put(source, indexes.size()));
        List<Source> headers = new ArrayList<>();
        List<AttributeRequest.Group> groups = new ArrayList<>();
        int end = 0;
        for (Map.Entry<Request.Group, List<Source>> entry : parts.entrySet()) {
            Request.Group group = entry.getKey();
            Set<Source> own = new HashSet<>(entry.getValue());
            List<Integer> sees = new ArrayList<>();
            Stream.concat(group.headers().stream(), group.attribute().stream())
                    .filter(source -> !own.contains(source) && !poisoned.contains(source))
                    .forEach(source -> sees.add(indexes.computeIfAbsent(source, added -> {
                        headers.add(added);
                        return part.size() + headers.size() - 1;
                    })));
            end += own.size();
            groups.add(new AttributeRequest.Group(
                    group.release(),
                    group.classpath().stream().map(Path::toString).toList(),
                    end,
                    sees));
        }
        return new Batch(groups, part, headers, Shares.of(List.copyOf(parts.values()), limits, threads));
    }
}
