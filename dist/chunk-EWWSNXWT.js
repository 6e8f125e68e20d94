import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
function*nodesBelow(root){let stack=[root];for(let node=stack.pop();node;node=stack.pop()){yield node;for(let index=node.namedChildCount-1;index>=0;index--){let child=node.namedChild(index);child&&stack.push(child)}}}export{nodesBelow};
