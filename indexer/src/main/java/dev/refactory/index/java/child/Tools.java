package dev.refactory.index.java.child;

import java.util.HashMap;
import java.util.Map;

/// What one thread keeps between requests: none of it may be used by two at once.
record Tools(Platforms platforms, Map<Integer, Syntax> syntaxes) {
    Tools() {
        this(new Platforms(), new HashMap<>());
    }

    Syntax syntax(int release) {
        return syntaxes.computeIfAbsent(release, Syntax::new);
    }
}
