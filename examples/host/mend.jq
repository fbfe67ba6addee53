# A document with the fixes of its findings applied, of each finding the first:
#
#     jq --slurpfile report FINDINGS -f mend.jq DOCUMENT

def tokens: split("/")[1:] | map(gsub("~1"; "/") | gsub("~0"; "~"));

# The path of a JSON Pointer's tokens: of an element its position, and not the text of it.
def path_of($tokens):
    . as $document
    | reduce $tokens[] as $token ([];
        . as $path
        | ($document | try getpath($path) catch null) as $here
        | . + [if $here | type != "array" then $token
               elif $token == "-" then $here | length
               else $token | tonumber end]);

# One operation of a JSON Patch (RFC 6902), of the kinds that fixes are made of.
def apply($operation):
    path_of($operation.path | tokens) as $path
    | if $operation.op == "remove" then delpaths([$path])
      elif $operation.op == "replace" then setpath($path; $operation.value)
      elif $operation.op == "add" and ($path[-1] | type) == "number" then
          setpath($path[:-1]; getpath($path[:-1]) | .[:$path[-1]] + [$operation.value] + .[$path[-1]:])
      elif $operation.op == "add" then setpath($path; $operation.value)
      elif $operation.op == "move" then
          getpath(path_of($operation.from | tokens)) as $value
          | apply({op: "remove", path: $operation.from})
          | apply({op: "add", path: $operation.path, $value})
      else error("no fix does " + $operation.op) end;

# The last finding first: what is taken out or put in moves what stands behind it.
reduce ($report[0].findings | reverse | .[].fixes[:1][].patch[]) as $operation (.; apply($operation))
