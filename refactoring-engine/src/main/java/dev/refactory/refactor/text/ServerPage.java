package dev.refactory.refactor.text;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.rewrite.JavaLiterals;
import dev.refactory.refactor.text.DottedNames.Name;
import dev.refactory.refactor.text.PageParts.Attribute;
import dev.refactory.refactor.text.PageParts.Kind;
import dev.refactory.refactor.text.PageParts.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A JSP, a part of one, or a tag file: its imports, its beans, and what its Java and its expressions
/// name. A simple name is certain when the page imports just that class.
final class ServerPage {
    private static final Set<String> SCOPES = Set.of("pageScope", "requestScope", "sessionScope", "applicationScope");
    private static final Set<String> NO_TYPES = Set.of(
            "return",
            "new",
            "else",
            "case",
            "throw",
            "throws",
            "instanceof",
            "do",
            "assert",
            "yield",
            "import",
            "package",
            "extends",
            "implements",
            "permits",
            "");
    private static final Set<String> DECLARES = Set.of("class", "interface", "enum", "record");

    private final String text;
    private final Members members;
    private final List<Named> found = new ArrayList<>();
    private final PageNames names;
    private final List<Part> parts;
    /// Where Java and expressions begin, to where they end.
    private final TreeMap<Integer, Integer> code = new TreeMap<>();
    /// Where words of Java begin that are selected from something.
    private final Set<Integer> selected = new HashSet<>();
    /// Simple name to qualified.
    private final Map<String, String> imports = new HashMap<>();
    private final List<String> onDemand = new ArrayList<>();
    /// The class of each bean; null when several are called alike.
    private final Map<String, @Nullable String> beans = new HashMap<>();
    /// Names the page gives to something of its own.
    private final Set<String> own = new HashSet<>();

    private ServerPage(String text, Members members) {
        this.text = text;
        this.members = members;
        this.names = new PageNames(members, found);
        this.parts = PageParts.of(text);
    }

    static ServerPage of(String text, Members members) {
        ServerPage page = new ServerPage(text, members);
        page.declarations();
        for (Part part : page.parts) {
            switch (part.kind()) {
                case TAG -> page.tag(part);
                case JAVA -> page.java(part);
                case EXPRESSION, DEFERRED -> page.expression(part);
                case DIRECTIVE, SELECTION -> {}
            }
        }
        return page;
    }

    /// By no order.
    List<Named> names() {
        return found;
    }

    /// Whether a simple name already means something on this page.
    boolean knows(String simpleName) {
        return imports.containsKey(simpleName) || own.contains(simpleName);
    }

    /// Whether Java or an expression is at a place.
    boolean isCode(int offset) {
        Map.Entry<Integer, Integer> part = code.floorEntry(offset);
        return part != null && offset < part.getValue();
    }

    /// Whether a name of Java stands at a place, after a dot.
    boolean isSelected(int offset) {
        return selected.contains(offset);
    }

    private void declarations() {
        for (Part part : parts) {
            if (part.kind() == Kind.JAVA || part.kind() == Kind.EXPRESSION) {
                code.put(part.start(), part.end());
            }
            if (part.kind() == Kind.DIRECTIVE) {
                for (Attribute attribute : PageParts.attributes(text, part)) {
                    if (attribute.name().equals("import")) {
                        imports(attribute);
                    } else {
                        names.whole(text, attribute.start(), attribute.end());
                    }
                }
            } else if (part.kind() == Kind.TAG) {
                declared(part);
            } else if (part.kind() == Kind.JAVA) {
                variables(DottedNames.in(text, part.start(), part.end()));
            }
        }
        own.forEach(name -> beans.computeIfPresent(name, (id, type) -> null));
    }

    private void imports(Attribute attribute) {
        for (Name name : DottedNames.in(text, attribute.start(), attribute.end())) {
            if (name.after().equals(".")) {
                onDemand.add(name.prefix(name.words().size()));
                names.qualified(name, true);
            } else if (name.words().size() > 1) {
                imports.put(name.words().getLast(), name.prefix(name.words().size()));
                names.qualified(name, true);
            }
        }
    }

    private void declared(Part tag) {
        boolean bean = PageParts.tagName(text, tag).equals("jsp:useBean");
        String id = null;
        String type = null;
        for (Attribute attribute : PageParts.attributes(text, tag)) {
            switch (attribute.name()) {
                case "id" -> id = attribute.value(text);
                // What is created is of the class, whatever the variable is said to be.
                case "class", "beanname" -> type = attribute.value(text).strip();
                case "type" -> type = type == null ? attribute.value(text).strip() : type;
                case "var", "varstatus" -> own.add(attribute.value(text));
                default -> {}
            }
        }
        if (bean && id != null && type != null) {
            String known = type.replace('$', '.');
            String before = beans.get(id);
            beans.put(id, beans.containsKey(id) && !known.equals(before) ? null : known);
        }
    }

    private void variables(List<Name> all) {
        for (Name name : all) {
            String before = name.before();
            for (int word = before.equals(".") ? 0 : 1; word < name.words().size(); word++) {
                // What a class has itself is followed by way of the class.
                if (word == 0
                        || !Character.isUpperCase(name.words().get(word - 1).charAt(0))) {
                    selected.add(name.places().get(word).start());
                }
            }
            boolean typed = before.equals(">")
                    || before.equals("]")
                    || !before.isEmpty()
                            && Character.isJavaIdentifierStart(before.charAt(0))
                            && !NO_TYPES.contains(before);
            boolean ends = name.after().isEmpty() || "=;,):".contains(name.after());
            if (name.words().size() == 1 && (typed && ends || DECLARES.contains(before))) {
                own.add(name.words().getFirst());
            }
        }
    }

    private void tag(Part tag) {
        String name = PageParts.tagName(text, tag);
        List<Attribute> attributes = PageParts.attributes(text, tag);
        attributes.forEach(attribute -> names.whole(text, attribute.start(), attribute.end()));
        boolean written = name.equals("jsp:setProperty");
        if (!written && !name.equals("jsp:getProperty")) {
            return;
        }
        String type = null;
        for (Attribute attribute : attributes) {
            type = attribute.name().equals("name") ? beans.get(attribute.value(text)) : type;
        }
        for (Attribute attribute : attributes) {
            if (type != null && attribute.name().equals("property")) {
                Range place = new Range(attribute.start(), attribute.end());
                names.property(attribute.value(text), place, type, written, true);
            }
        }
    }

    private void java(Part part) {
        for (Name name : DottedNames.in(text, part.start(), part.end())) {
            if (!name.before().equals(".")) {
                name(name);
            }
        }
        String code = text.substring(part.start(), part.end());
        for (JavaLiterals.Literal literal : JavaLiterals.of(code)) {
            int start = part.start() + literal.range().start() + 1;
            boolean plain = literal.kind() == JavaLiterals.Kind.STRING
                    && literal.value().length() == literal.range().length() - 2;
            if (plain && literal.value().equals(literal.value().strip())) {
                names.whole(text, start, start + literal.value().length());
            }
        }
    }

    private void name(Name name) {
        String first = name.words().getFirst();
        boolean call = name.words().size() == 1
                && name.after().equals("(")
                && !name.before().equals("new");
        String bean = beans.get(first);
        if (bean != null && name.words().size() > 1) {
            names.member(name, 1, bean, true);
        } else if (!call && !type(name, first)) {
            names.qualified(name, !own.contains(first));
        }
    }

    /// A simple name that an import gives a meaning.
    private boolean type(Name name, String first) {
        String imported = imports.get(first);
        if (imported != null) {
            if (members.type(imported).isPresent()) {
                // A variable of that name hides the class in some places and not in others.
                names.fromType(name, 0, imported, !own.contains(first));
            }
            return true;
        }
        List<String> possible = onDemand.stream()
                .map(around -> around + "." + first)
                .filter(type -> members.type(type).isPresent())
                .toList();
        if (possible.size() == 1) {
            names.fromType(name, 0, possible.getFirst(), false);
        }
        return !possible.isEmpty();
    }

    private void expression(Part part) {
        for (Name name : DottedNames.in(text, part.start(), part.end())) {
            boolean root = !name.before().equals(".")
                    && !name.before().equals(":")
                    && !name.after().equals(":");
            int at = SCOPES.contains(name.words().getFirst()) ? 1 : 0;
            if (root && name.words().size() > at + 1) {
                root(name, at);
            }
        }
    }

    private void root(Name name, int at) {
        String first = name.words().get(at);
        String bean = beans.get(first);
        String imported = imports.get(first);
        if (bean != null) {
            names.properties(name, at + 1, bean, true);
        } else if (imported != null && members.type(imported).isPresent()) {
            names.fromType(name, at, imported, !own.contains(first));
        } else if (!beans.containsKey(first) && !own.contains(first)) {
            String usual = names.usualTypeOf(first);
            if (usual != null) {
                names.properties(name, at + 1, usual, false);
            }
        }
    }
}
