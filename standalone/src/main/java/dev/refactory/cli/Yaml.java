package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/// One YAML document as JSON. Only `null`, `~`, `true`, `false` and decimal numbers mean something
/// else than their text: `no`, `010` and `12:30` stay what was typed, since values are mostly names.
/// No class is ever made, tags and merge keys are refused, and aliases are followed within a budget.
final class Yaml {
    private static final int DEPTH = 32;
    private static final int NODES = 10_000;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?");
    private static final Set<Tag> PLAIN = Set.of(
            Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MAP, Tag.SEQ, Tag.MERGE, new Tag("="));

    private final Fault fault;
    private int nodes;

    private Yaml(Fault fault) {
        this.fault = fault;
    }

    /// Makes the error that is thrown of a line, counted from 1, and of what is wrong there.
    @FunctionalInterface
    interface Fault {
        RuntimeException at(int line, String what);
    }

    /// @return null as JSON has it when there is nothing in the text
    static JsonNode parse(String text, Fault fault) {
        try {
            LoaderOptions limits = new LoaderOptions();
            limits.setNestingDepthLimit(DEPTH);
            limits.setCodePointLimit(Math.max(1, text.length()));
            Node root = new org.yaml.snakeyaml.Yaml(limits).compose(new StringReader(text));
            return root == null ? JsonNodeFactory.instance.nullNode() : new Yaml(fault).convert(root, 0);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw fault.at(line, "this is not YAML (" + firstLine(e.getProblem()) + ")");
        } catch (ReaderException e) {
            int line = (int) text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            throw fault.at(line, "there is a character that YAML does not allow");
        } catch (YAMLException e) {
            throw fault.at(1, "this is not YAML that is read here (" + firstLine(e.getMessage()) + ")");
        }
    }

    private JsonNode convert(Node node, int depth) {
        if (++nodes > NODES || depth > DEPTH) {
            throw fault.at(line(node), "with its aliases followed, this is too much or too deep for a recipe");
        }
        if (!PLAIN.contains(node.getTag())) {
            throw fault.at(line(node), "tags such as " + node.getTag().getValue() + " are not read");
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode list -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                list.getValue().forEach(each -> array.add(convert(each, depth + 1)));
                yield array;
            }
            case MappingNode mapping -> object(mapping, depth);
            default -> throw fault.at(line(node), "this is not read");
        };
    }

    private ObjectNode object(MappingNode mapping, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            Node key = entry.getKeyNode();
            if (!(key instanceof ScalarNode name)) {
                throw fault.at(line(key), "a name is expected before the colon");
            }
            if (key.getTag().equals(Tag.MERGE)) {
                throw fault.at(line(key), "the merge key << is not read");
            }
            if (object.has(name.getValue())) {
                throw fault.at(line(key), name.getValue() + " is given twice");
            }
            object.set(name.getValue(), convert(entry.getValueNode(), depth + 1));
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode node) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        String text = node.getValue();
        if (node.getScalarStyle() != ScalarStyle.PLAIN || node.getTag().equals(Tag.STR)) {
            return json.textNode(text);
        }
        return switch (text) {
            case "", "~", "null" -> json.nullNode();
            case "true" -> json.booleanNode(true);
            case "false" -> json.booleanNode(false);
            default -> NUMBER.matcher(text).matches() ? json.numberNode(new BigDecimal(text)) : json.textNode(text);
        };
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "no more is known" : text.lines().findFirst().orElse("no more is known");
    }
}
