import { test } from 'vitest'
import { openWorld } from '/work/main/src/world/index.ts'
import { readGoalLine } from '/work/main/src/lessons/read-goal.ts'
import { checkLine } from '/work/main/src/lessons/check-line.ts'
import { readProse } from '/work/main/src/lessons/prose.ts'
const dep = (n:string,r=1,port=8080)=>`apiVersion: apps/v1
kind: Deployment
metadata: { name: ${n}, namespace: shop }
spec:
  replicas: ${r}
  selector: { matchLabels: { app: ${n} } }
  template:
    metadata: { labels: { app: ${n} } }
    spec:
      containers: [{ name: c, image: i, ports: [{ containerPort: ${port} }] }]
---
`
const pol=`apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: lock, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  ingress:
    - ports: [{ port: 9999 }, {port: 53, protocol: UDP}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: out, namespace: shop }
spec:
  podSelector: { matchLabels: { app: cache } }
  policyTypes: [Egress]
  egress:
    - to: [{ ipBlock: { cidr: 1.2.3.4/32 } }]
      ports: [{ port: 443 }]
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }
`
test('x',()=>{
  const w=openWorld({documents:[{name:'a',text:dep('web')+dep('api',2)+dep('cache')+pol}]})
  console.log(w.diagnostics.map(d=>d.code), [...w.cluster.podByName.keys()], w.matrix().ends.map(e=>e.ref))
  for (const l of ['deny shop/web -> shop/api','deny shop/web -> shop/api-1','deny shop/web -> shop/api-*','deny shop/web -> svc:shop/api','allow shop/web -> svc:shop/api','deny shop/cache -> ip:1.2.3.4','deny shop/cache -> internet','deny shop/cache -> ip:1.2.3.5','allow shop/web -> ip:1.2.3.4','allow internet -> shop/web','deny internet -> shop/api','deny shop/cache -> shop/api at ingress','deny shop/cache -> shop/api at egress','deny shop/gone -> shop/api','deny shop/x* -> shop/api:80','deny shop/web -> shop/web', 'deny * -> shop/api:8080','deny */* -> shop/api', 'allow shop/web -> shop/api', 'exposed == {}', 'deny ip:9.9.9.9 -> shop/api', 'deny shop/web -> deploy:shop/api', 'allow shop/web -> shop/api:53/UDP','deny shop/web -> shop/api/ICMP','deny {} -> shop/api:80','deny shop/web -> {}']) {
    const g=readGoalLine(l,(q)=>w.parse(q)); if(!g.ok){console.log(l,g.problem);continue}
    const s=checkLine(g.value,l,{world:w,start:w,events:[],predictions:{}})
    console.log(l,JSON.stringify(g.value), s.met, JSON.stringify(s.found,(k,v)=>k==='answer'?v.outcome+' '+v.deniedAt:v))
  }
  for (const t of ['[x](<a -> b:1>)','[x](<a → b:1>)','[x](a)','<div>','a <b>c</b>','<http://x.y>','http://x.y','a &lt; b & "c" \'d\' <','`a < &amp;`','\\* a','a  \nb','- [ ] a\n- b','![a](b)','# x','|a|b|\n|-|-|\n|1|2|','~~x~~','a\n===','> q','***','    code','1. a\n\n   b\n2. c', '[a]: b\n\n[a]','&copy; &#60; &amp;lt;', '<!-- c -->']) { console.log(JSON.stringify(t), JSON.stringify(readProse({name:'',line:1,text:t},(n)=>n==='x'||n.includes('->')?{to:'endpoint',ref:n}:null))) }
  for (const t of ['[a](%zz)']) try { readProse({name:'',line:1,text:t},()=>null) } catch(e) { console.log(t,String(e)) }
  for (const c of ["1. ","* + ","- + ","+ ","> + ","[a](<b->c>)","[](<","](<a->","**[","![","<a>",'*','_','[','`','<','&','>','-','#','|','~','!','\\','(',' ','\n','\t','a','1.','- ','[]','](','**a','`a','$','"','a*','<a','[a](','> ','  ','\n- ','```\n','{','http://','a@','www.', '_a ', '*a ','x&','&lt;','<!--', '||\n','a\n']) { const t=c.repeat(Math.floor(5000/c.length)); const s=performance.now(); let e=''; try { readProse({name:'',line:1,text:t},()=>null) } catch(x) {e=String(x)}; const d=performance.now()-s; if(d>50||e) console.log('SLOW',JSON.stringify(c),Math.round(d),e.slice(0,80)) }
})
